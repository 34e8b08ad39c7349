import { createCommand } from '../command.js'
import { importArguments } from '../import-arguments.js'

export default createCommand({
  name: 'webdataset',
  description: 'Import the tar shards of a WebDataset: pictures with .json, .txt or .cls',
  args: {
    path: {
      type: 'positional',
      valueHint: 'DIR|TAR',
      required: true,
      description: 'a folder with .tar files, or one; they are only read',
    },
    ...importArguments,
  },
  examples: ['animegan dataset import webdataset downloads/shards --out faces'],
  async run({ args, signal }) {
    const { importPictures } = await import('../import-pictures.js')
    await importPictures('webdataset', args, signal)
  },
})
