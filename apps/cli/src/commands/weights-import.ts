import { createCommand } from '../command.js'

export default createCommand({
  name: 'import',
  description: "Convert the paper authors' published generator into weights",
  args: {
    format: { type: 'string', valueHint: 'NAME', required: true, description: 'webdnn' },
    from: {
      type: 'string',
      valueHint: 'DIR',
      required: true,
      description: 'folder with weight_webassembly.bin',
    },
    out: { type: 'string', alias: 'o', valueHint: 'DIR', required: true, description: 'folder to write' },
    trainable: {
      type: 'boolean',
      description: 'also write trainable.safetensors, from which animegan train --from can go on',
    },
  },
  examples: [
    'animegan weights import --format webdnn --from downloads/Amaryllis_8bit --out weights/amaryllis',
  ],
  async run({ args }) {
    const { importWeights } = await import('../produce-weights.js')
    await importWeights(args)
  },
})
