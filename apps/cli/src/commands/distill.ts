import { createCommand } from '../command.js'
import { generatorArguments } from '../run-arguments.js'

export default createCommand({
  name: 'distill',
  description: "Train a small generator to draw a large one's pictures",
  args: {
    teacher: {
      type: 'string',
      valueHint: 'WEIGHTS',
      description: 'weights to learn from: name, folder or URL (default on --resume: those before)',
    },
    run: { type: 'string', valueHint: 'DIR', required: true, description: 'folder of the run' },
    steps: { type: 'string', valueHint: 'N', required: true, description: 'steps to have done at the end' },
    lessons: {
      type: 'string',
      valueHint: 'N',
      description: "the teacher's pictures, drawn before the first step (default 8000)",
    },
    pixel: { type: 'string', valueHint: 'W', description: 'weight of equal pixels (default 10)' },
    feature: { type: 'string', valueHint: 'W', description: 'weight of equal feature maps (default 1)' },
    'adversarial-from': {
      type: 'string',
      valueHint: 'N',
      description: 'step from which the discriminator has a say (default 2000)',
    },
    ...generatorArguments,
  },
  repeatable: ['set'],
  examples: [
    'animegan distill --teacher weights/amaryllis --preset modern-64 --run runs/small --steps 5000',
    'animegan distill --resume --run runs/small --steps 8000',
  ],
  async run({ args, repeated, signal }) {
    const { distillModel } = await import('../distill-model.js')
    await distillModel(args, repeated.set ?? [], signal)
  },
})
