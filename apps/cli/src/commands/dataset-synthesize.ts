import { createCommand } from '../command.js'

export default createCommand({
  name: 'synthesize',
  description: 'Draw a data set of tagged faces, as an image folder with metadata.jsonl',
  args: {
    count: { type: 'string', valueHint: 'N', default: '1000', description: 'number of pictures' },
    size: { type: 'string', valueHint: 'S', default: '64', description: 'pixels on a side' },
    seed: {
      type: 'string',
      valueHint: 'K',
      default: '0',
      description: 'the same seed draws the same pictures',
    },
    schema: {
      type: 'string',
      valueHint: 'anime|anime-year',
      default: 'anime',
      description: 'the 34 tags, or these and a year from 2003 to 2017 that the drawing shows',
    },
    prior: {
      type: 'string',
      valueHint: 'uniform|corpus',
      default: 'uniform',
      description: "tags evenly, or as often as in the paper's corpus",
    },
    out: { type: 'string', alias: 'o', valueHint: 'DIR', required: true, description: 'the folder to write' },
  },
  examples: [
    'animegan dataset synthesize --count 20000 --size 64 --seed 1 --out runs/synthetic-64',
    'animegan dataset synthesize --schema anime-year --count 20000 --size 64 --seed 1 --out runs/years-64',
  ],
  async run({ args, signal }) {
    const { synthesizeToFolder } = await import('../synthesize-to-folder.js')
    await synthesizeToFolder(args, signal)
  },
})
