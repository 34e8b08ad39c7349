import { createCommand } from '../command.js'

export default createCommand({
  name: 'build',
  description: 'Make a data set as a pipeline.json says, or what has changed of it',
  args: {
    pipeline: {
      type: 'positional',
      valueHint: 'PIPELINE.json',
      required: true,
      description: 'sources and stages',
    },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'DIR',
      required: true,
      description: 'the data set to write',
    },
    shard: {
      type: 'string',
      valueHint: 'I/N',
      description: 'do part I of N of the work, beside others in the same folder',
    },
    'dry-run': { type: 'boolean', description: 'check and print the pipeline, and stop' },
    device: {
      type: 'string',
      valueHint: 'auto|cpu|webgpu|cuda',
      default: 'auto',
      description: 'where a tag estimator runs',
    },
    threads: { type: 'string', valueHint: 'N', description: 'CPU threads of a tag estimator' },
  },
  examples: [
    'animegan dataset build pipeline.json --out corpus',
    'animegan dataset build pipeline.json --out corpus --shard 3/16  # the third of sixteen jobs',
  ],
  async run({ args, signal }) {
    const { buildDatasetFromPipeline } = await import('../build-dataset.js')
    await buildDatasetFromPipeline(args, signal)
  },
})
