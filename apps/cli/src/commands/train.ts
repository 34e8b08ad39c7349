import { createCommand } from '../command.js'

export default createCommand({
  name: 'train',
  description: 'Train a model on a folder of tagged pictures, or continue a run',
  args: {
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'image folder with metadata.jsonl (default on --resume: the one before)',
    },
    run: { type: 'string', valueHint: 'DIR', required: true, description: 'folder of the run' },
    preset: { type: 'string', valueHint: 'NAME', description: 'networks and recipe (default lite-64)' },
    steps: { type: 'string', valueHint: 'N', required: true, description: 'steps to have done at the end' },
    seed: { type: 'string', valueHint: 'K', description: 'the same seed trains the same model (default 0)' },
    resume: { type: 'boolean', description: 'continue from the newest checkpoint of the run' },
    'checkpoint-every': {
      type: 'string',
      valueHint: 'N',
      default: '200',
      description: 'steps between checkpoints',
    },
    'snapshot-every': {
      type: 'string',
      valueHint: 'N',
      description: 'steps between sheets (default: as checkpoints)',
    },
    device: { type: 'string', valueHint: 'NAME', default: 'cpu', description: 'cpu, webgpu or cuda' },
    threads: { type: 'string', valueHint: 'N', description: 'threads inside one operation' },
    'dry-run': { type: 'boolean', description: 'print the resolved configuration and stop' },
    json: { type: 'boolean', description: 'one JSON object a report on standard output' },
  },
  examples: [
    'animegan train --preset tiny-32 --data runs/synthetic-32 --run runs/first --seed 3 --steps 500',
    'animegan train --resume --run runs/first --steps 1000',
  ],
  async run({ args, signal }) {
    const { trainModel } = await import('../train-model.js')
    await trainModel(args, signal)
  },
})
