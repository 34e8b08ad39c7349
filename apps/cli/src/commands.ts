import { type CommandTable, createCommandGroup } from './command.js'

const weightsCommands: CommandTable = {
  import: () => import('./commands/weights-import.js').then((module) => module.default),
  export: () => import('./commands/weights-export.js').then((module) => module.default),
  info: () => import('./commands/weights-info.js').then((module) => module.default),
  list: () => import('./commands/weights-list.js').then((module) => module.default),
  pull: () => import('./commands/weights-pull.js').then((module) => module.default),
  verify: () => import('./commands/weights-verify.js').then((module) => module.default),
}

const collectCommands: CommandTable = {
  getchu: () => import('./commands/dataset-collect-getchu.js').then((module) => module.default),
}

const importCommands: CommandTable = {
  folder: () => import('./commands/dataset-import-folder.js').then((module) => module.default),
  imagefolder: () => import('./commands/dataset-import-imagefolder.js').then((module) => module.default),
  webdataset: () => import('./commands/dataset-import-webdataset.js').then((module) => module.default),
}

const datasetCommands: CommandTable = {
  build: () => import('./commands/dataset-build.js').then((module) => module.default),
  card: () => import('./commands/dataset-card.js').then((module) => module.default),
  collect: async () => createCommandGroup('collect', 'Collect pictures from web sites', collectCommands),
  deduplicate: () => import('./commands/dataset-deduplicate.js').then((module) => module.default),
  detect: () => import('./commands/dataset-detect.js').then((module) => module.default),
  import: async () => createCommandGroup('import', 'Import pictures and data sets', importCommands),
  map: () => import('./commands/dataset-map.js').then((module) => module.default),
  pack: () => import('./commands/dataset-pack.js').then((module) => module.default),
  review: () => import('./commands/dataset-review.js').then((module) => module.default),
  split: () => import('./commands/dataset-split.js').then((module) => module.default),
  stats: () => import('./commands/dataset-stats.js').then((module) => module.default),
  synthesize: () => import('./commands/dataset-synthesize.js').then((module) => module.default),
  tag: () => import('./commands/dataset-tag.js').then((module) => module.default),
  verify: () => import('./commands/dataset-verify.js').then((module) => module.default),
}

const evaluateCommands: CommandTable = {
  curve: () => import('./commands/evaluate-curve.js').then((module) => module.default),
  fid: () => import('./commands/evaluate-fid.js').then((module) => module.default),
  figure: () => import('./commands/evaluate-figure.js').then((module) => module.default),
  figures: () => import('./commands/evaluate-figures.js').then((module) => module.default),
  judge: () => import('./commands/evaluate-judge.js').then((module) => module.default),
  neighbours: () => import('./commands/evaluate-neighbours.js').then((module) => module.default),
  precision: () => import('./commands/evaluate-precision.js').then((module) => module.default),
  report: () => import('./commands/evaluate-report.js').then((module) => module.default),
  scores: () => import('./commands/evaluate-scores.js').then((module) => module.default),
}

const assetsCommands: CommandTable = {
  get: () => import('./commands/assets-get.js').then((module) => module.default),
  list: () => import('./commands/assets-list.js').then((module) => module.default),
}

const runsCommands: CommandTable = {
  show: () => import('./commands/runs-show.js').then((module) => module.default),
}

/** Every command; each file is loaded only when its command, or the list of commands, is asked for. */
export const rootCommand = createCommandGroup(
  'animegan',
  'Anime faces from tags, and the models that draw them',
  {
    demo: () => import('./commands/demo.js').then((module) => module.default),
    generate: () => import('./commands/generate.js').then((module) => module.default),
    weights: async () =>
      createCommandGroup('weights', 'Published models: look at them and check them', weightsCommands),
    train: () => import('./commands/train.js').then((module) => module.default),
    distill: () => import('./commands/distill.js').then((module) => module.default),
    'train-tagger': () => import('./commands/train-tagger.js').then((module) => module.default),
    runs: async () => createCommandGroup('runs', 'Trainings: look at how they went', runsCommands),
    dataset: async () => createCommandGroup('dataset', 'Data sets to train on', datasetCommands),
    evaluate: async () =>
      createCommandGroup('evaluate', 'How good pictures are, beside real ones', evaluateCommands),
    assets: async () =>
      createCommandGroup('assets', "Other people's models that commands need", assetsCommands),
  },
)
