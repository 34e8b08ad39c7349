import type { InstalledWeights } from '@animegan/runtime-node'
import { createCommand } from '../command.js'

export default createCommand({
  name: 'list',
  description: 'List the weights packages that are installed or pulled',
  args: { json: { type: 'boolean', description: 'print JSON' } },
  examples: ['animegan weights list'],
  async run({ args }) {
    const { listInstalledWeights } = await import('@animegan/runtime-node')
    const { formatTable } = await import('../table.js')
    const installed = listInstalledWeights(import.meta.url)
    if (args.json) console.log(JSON.stringify(installed, null, 2))
    else if (installed.length === 0)
      console.log('no weights package is installed or pulled; --weights takes folders and URLs too')
    else console.log(formatTable(installed.map(listFields)))
  },
})

const listFields = ({ name, version, kind, packageName, folder }: InstalledWeights): string[] => [
  name,
  version ?? '',
  kind,
  packageName,
  folder,
]
