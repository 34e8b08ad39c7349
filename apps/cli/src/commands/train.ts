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
    run: { type: 'string', valueHint: 'DIR', description: 'folder of the run' },
    preset: { type: 'string', valueHint: 'NAME', description: 'networks and recipe (default lite-64)' },
    steps: { type: 'string', valueHint: 'N', description: 'steps to have done at the end' },
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
    from: {
      type: 'string',
      valueHint: 'WEIGHTS|RUN',
      description: 'fine-tune these weights (with a trainable file) or the networks of this run',
    },
    schema: {
      type: 'string',
      valueHint: 'NAME|FILE',
      description: 'tags to train on: anime, anime-year or a JSON file (default anime, or those of --from)',
    },
    resume: { type: 'boolean', description: 'continue from the newest checkpoint of the run' },
    'checkpoint-every': {
      type: 'string',
      valueHint: 'N',
      default: '200',
      description: 'steps between checkpoints',
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
    device: { type: 'string', valueHint: 'NAME', default: 'cpu', description: 'cpu, webgpu or cuda' },
    threads: { type: 'string', valueHint: 'N', description: 'threads inside one operation' },
    'dry-run': {
      type: 'boolean',
      description: 'print the resolved configuration and stop; needs no other option',
    },
    json: { type: 'boolean', description: 'one JSON object a report on standard output' },
  },
  repeatable: ['set'],
  examples: [
    'animegan train --preset tiny-32 --data runs/synthetic-32 --run runs/first --seed 3 --steps 500',
    'animegan train --preset lite-64 --set adam.learningRate=1e-4 --set batchSize=32 --dry-run',
    'animegan train --resume --run runs/first --steps 1000',
    'animegan train --from synthetic --preset modern-64 --data my-faces --run runs/mine --steps 2000',
  ],
  async run({ args, repeated, signal }) {
    const { trainModel } = await import('../train-model.js')
    await trainModel(args, repeated.set ?? [], signal)
  },
})
