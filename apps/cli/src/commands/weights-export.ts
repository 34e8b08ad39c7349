import { createCommand } from '../command.js'

export default createCommand({
  name: 'export',
  description: 'Turn the newest or best checkpoint of a run into weights',
  args: {
    run: { type: 'string', valueHint: 'DIR', required: true, description: 'folder of the run' },
    out: { type: 'string', alias: 'o', valueHint: 'DIR', required: true, description: 'folder to write' },
    best: { type: 'boolean', description: 'take the checkpoint with the lowest tag loss, not the newest' },
    name: { type: 'string', valueHint: 'NAME', required: true, description: 'short name of the weights' },
    'weights-version': { type: 'string', valueHint: 'X.Y.Z', default: '0.1.0', description: 'their version' },
    licence: { type: 'string', valueHint: 'SPDX', required: true, description: 'their licence' },
    title: { type: 'string', valueHint: 'TEXT', description: 'one line for people' },
    credit: { type: 'string', valueHint: 'TEXT', description: 'whom to name beside the pictures' },
    about: {
      type: 'string',
      valueHint: 'FILE.json',
      description: 'more for the manifest: {"provenance": {"recipe": ...}, "metrics": {...}}',
    },
    trainable: {
      type: 'boolean',
      description: 'also write trainable.safetensors, from which animegan train --from can go on',
    },
  },
  examples: [
    'animegan weights export --run runs/first --out weights/first --name first --licence CC0-1.0',
    'animegan generate --weights weights/first --count 16 --out faces.png',
  ],
  async run({ args }) {
    const { exportWeights } = await import('../produce-weights.js')
    await exportWeights(args)
  },
})
