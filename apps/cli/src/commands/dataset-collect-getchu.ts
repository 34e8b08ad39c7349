import { createCommand } from '../command.js'

export default createCommand({
  name: 'getchu',
  description:
    'Collect character pictures of games, as the paper did: ErogameScape lists them, Getchu shows them',
  args: {
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'DIR',
      required: true,
      description: 'the folder to write, or to go on with',
    },
    'from-year': { type: 'string', valueHint: 'YEAR', default: '2005', description: 'first year of sale' },
    'to-year': { type: 'string', valueHint: 'YEAR', description: 'last year of sale; this year by default' },
    limit: { type: 'string', valueHint: 'N', description: 'most games, those sold first; all by default' },
    interval: {
      type: 'string',
      valueHint: 'S',
      default: '2',
      description: 'seconds between requests, at least 1 at the public sites',
    },
    contact: {
      type: 'string',
      valueHint: 'ADDRESS',
      description: "mail address or page by which the sites' owners can reach you; sent with each request",
    },
    erogamescape: {
      type: 'string',
      valueHint: 'URL',
      description: "another address of ErogameScape's SQL form",
    },
    getchu: {
      type: 'string',
      valueHint: 'URL',
      description: "another address of Getchu, such as a mirror's",
    },
    'dry-run': { type: 'boolean', description: 'print what would be asked for, and ask for nothing' },
  },
  examples: [
    'animegan dataset collect getchu --out runs/getchu --limit 20 --contact me@example.org',
    'animegan dataset collect getchu --out runs/getchu --contact me@example.org --dry-run',
  ],
  async run({ args, signal }) {
    const { collectGetchuToFolder } = await import('../collect-getchu-to-folder.js')
    await collectGetchuToFolder(args, signal)
  },
})
