import { createCommand } from '../command.js'

export default createCommand({
  name: 'list',
  description: 'List the installed weights packages',
  args: { json: { type: 'boolean', description: 'print JSON' } },
  examples: ['animegan weights list'],
  async run({ args }) {
    const { listInstalledWeights } = await import('@animegan/runtime-node')
    const { formatTable } = await import('../table.js')
    const installed = listInstalledWeights(import.meta.url)
    if (args.json) console.log(JSON.stringify(installed, null, 2))
    else if (installed.length === 0)
      console.log('no weights package is installed; --weights takes folders and URLs too')
    else
      console.log(formatTable(installed.map(({ name, packageName, folder }) => [name, packageName, folder])))
  },
})
