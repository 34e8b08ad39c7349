import { createCommand } from '../command.js'
import { measurementArguments } from '../evaluate/measurement-flags.js'
import { thresholdArguments } from '../tag-thresholds.js'

const { estimator, split, seed, cache, threads } = measurementArguments

export default createCommand({
  name: 'report',
  description: 'Measure models by every figure and table of the paper, on one HTML page and as JSON',
  args: {
    weights: {
      type: 'string',
      valueHint: 'NAME|DIR|URL',
      required: true,
      description: 'a model, and its file with @fp16 or @int8 behind it; may be repeated',
    },
    data: { type: 'string', valueHint: 'DIR', required: true, description: 'real pictures with tags' },
    estimator: { ...estimator, description: `${estimator.description}; may be repeated` },
    run: { type: 'string', valueHint: 'DIR', description: 'a training, for its curves; may be repeated' },
    judged: {
      type: 'string',
      valueHint: 'DIR',
      description: 'tags judged with animegan evaluate judge; may be repeated',
    },
    out: { type: 'string', alias: 'o', valueHint: 'DIR', required: true, description: 'folder to write' },
    title: { type: 'string', valueHint: 'TEXT', description: 'title of the page (Default: the models)' },
    samples: { type: 'string', valueHint: 'N', default: '5000', description: "fakes (the paper's: 12800)" },
    trials: { type: 'string', valueHint: 'N', default: '1', description: "of FID (the paper's: 5)" },
    images: { type: 'string', valueHint: 'N', default: '20', description: 'faces judged for each tag' },
    ...thresholdArguments,
    split,
    seed,
    cache,
    device: { type: 'string', valueHint: 'NAME', default: 'cpu', description: 'cpu, webgpu or cuda' },
    threads,
    'link-sheets': {
      type: 'string',
      valueHint: 'yes|no',
      default: 'yes',
      description: 'whether the page links the PNG sheets in figures/; no for a page that is passed on alone',
    },
  },
  repeatable: ['weights', 'estimator', 'run', 'judged'],
  examples: [
    'animegan evaluate report --weights dahlia --weights weights/first --data faces --estimator runs/tagger --out report',
    'animegan evaluate report --weights dahlia --weights dahlia@int8 --data faces --estimator illustration2vec --out report --samples 12800 --trials 5',
  ],
  async run({ args, repeated, signal }) {
    const { writeReport } = await import('../evaluate/write-report.js')
    await writeReport(args, repeated, signal)
  },
})
