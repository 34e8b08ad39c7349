import { createCommand } from '../command.js'
import { generatorArguments } from '../run-arguments.js'

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
    steps: { type: 'string', valueHint: 'N', description: 'steps to have done at the end' },
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
    ...generatorArguments,
    'dry-run': {
      type: 'boolean',
      description: 'print the resolved configuration and stop; needs no other option',
    },
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
