import { createCommand } from '../command.js'
import { importArguments } from '../import-arguments.js'

export default createCommand({
  name: 'imagefolder',
  description: 'Import an image folder, as Hugging Face has them, with its metadata.jsonl or metadata.csv',
  args: {
    path: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'the folder; it is only read',
    },
    ...importArguments,
  },
  examples: ['animegan dataset import imagefolder downloads/anime-faces --out faces'],
  async run({ args, signal }) {
    const { importPictures } = await import('../import-pictures.js')
    await importPictures('imagefolder', args, signal)
  },
})
