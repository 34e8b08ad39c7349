/** What `animegan train`, `distill` and `train-tagger` are told in the same words. */
export const sessionArguments = {
  'checkpoint-every': {
    type: 'string',
    valueHint: 'N',
    default: '200',
    description: 'steps between checkpoints',
  },
  resume: { type: 'boolean', description: 'continue from the newest checkpoint of the run' },
  device: { type: 'string', valueHint: 'NAME', default: 'cpu', description: 'cpu, webgpu or cuda' },
  threads: { type: 'string', valueHint: 'N', description: 'threads inside one operation' },
  json: { type: 'boolean', description: 'one JSON object a report on standard output' },
} as const

/** And what those that train a generator are told besides. */
export const generatorArguments = {
  ...sessionArguments,
  preset: { type: 'string', valueHint: 'NAME', description: 'networks and recipe (default lite-64)' },
  seed: { type: 'string', valueHint: 'K', description: 'the same seed trains the same model (default 0)' },
  config: {
    type: 'string',
    valueHint: 'FILE.json',
    description: 'fields of a configuration, in place of those of the preset',
  },
  set: {
    type: 'string',
    valueHint: 'PATH=VALUE',
    description: 'one field, such as adam.learningRate=1e-4; may be repeated',
  },
  keep: {
    type: 'string',
    valueHint: 'N',
    default: '2',
    description: 'newest checkpoints that stay, besides the best',
  },
  'snapshot-every': {
    type: 'string',
    valueHint: 'N',
    description: 'steps between sheets (default: as checkpoints)',
  },
} as const
