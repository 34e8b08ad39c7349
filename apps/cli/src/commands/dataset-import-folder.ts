import { createCommand } from '../command.js'
import { importArguments } from '../import-arguments.js'

export default createCommand({
  name: 'folder',
  description: 'Make a data set of all pictures below a folder: PNG, JPEG, WebP, GIF and AVIF',
  args: {
    path: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'the folder; it is only read',
    },
    work: {
      type: 'string',
      valueHint: 'folder',
      description:
        'folder: the first level of folders is one a work (a game, a book), which splits keep together',
    },
    ...importArguments,
  },
  examples: [
    'animegan dataset import folder scans --out pictures',
    'animegan dataset import folder games --work folder --year 2012 --out pictures',
  ],
  async run({ args, signal }) {
    const { importPictures } = await import('../import-pictures.js')
    await importPictures('folder', args, signal)
  },
})
