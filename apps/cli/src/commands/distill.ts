import { createCommand } from '../command.js'

export default createCommand({
  name: 'distill',
  description: "Train a small generator to draw a large one's pictures",
  args: {
    teacher: {
      type: 'string',
      valueHint: 'WEIGHTS',
      description: 'weights to learn from: name, folder or URL',
    },
    run: { type: 'string', valueHint: 'DIR', required: true, description: 'folder of the run' },
    preset: { type: 'string', valueHint: 'NAME', description: "the student's networks (default lite-64)" },
    steps: { type: 'string', valueHint: 'N', required: true, description: 'steps to have done at the end' },
    lessons: {
      type: 'string',
      valueHint: 'N',
      default: '8000',
      description: "the teacher's pictures, drawn before the first step",
    },
    pixel: { type: 'string', valueHint: 'W', default: '10', description: 'weight of equal pixels' },
    feature: { type: 'string', valueHint: 'W', default: '1', description: 'weight of equal feature maps' },
    'adversarial-from': {
      type: 'string',
      valueHint: 'N',
      default: '2000',
      description: 'step from which the discriminator has a say',
    },
    seed: { type: 'string', valueHint: 'K', description: 'the same seed trains the same model (default 0)' },
    config: { type: 'string', valueHint: 'FILE.json', description: 'fields in place of those of the preset' },
    set: { type: 'string', valueHint: 'PATH=VALUE', description: 'one field; may be repeated' },
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
    json: { type: 'boolean', description: 'one JSON object a report on standard output' },
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
