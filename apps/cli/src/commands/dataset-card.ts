import { createCommand } from '../command.js'

export default createCommand({
  name: 'card',
  description: 'Write the README.md of a data set: sources, licences, counts, what was left out, problems',
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder with metadata.jsonl',
    },
    title: { type: 'string', valueHint: 'TEXT', description: 'default: name of the folder' },
    licence: { type: 'string', valueHint: 'SPDX', description: 'of the data set as a whole' },
    description: {
      type: 'string',
      valueHint: 'FILE.md',
      description: 'what it is and what it is for, as Markdown',
    },
    about: {
      type: 'string',
      valueHint: 'FILE.json',
      description: 'title, licence, description, sources, problems; the options before this win',
    },
    pipeline: { type: 'string', valueHint: 'FILE.json', description: 'what the data set was built by' },
    schema: {
      type: 'string',
      valueHint: 'NAME|FILE',
      default: 'anime',
      description: 'tags of the data set: anime, anime-year or a JSON file',
    },
    out: { type: 'string', alias: 'o', valueHint: 'FILE.md', description: 'default: README.md in DIR' },
  },
  examples: [
    'animegan dataset card faces --title "Faces of my games" --licence CC-BY-4.0 --description about.md',
    'animegan dataset card corpus --about corpus.json --pipeline pipeline.json',
  ],
  async run({ args }) {
    const { writeFolderCard } = await import('../write-folder-card.js')
    await writeFolderCard(args)
  },
})
