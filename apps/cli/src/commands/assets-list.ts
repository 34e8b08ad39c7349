import { createCommand } from '../command.js'

export default createCommand({
  name: 'list',
  description: 'List what can be fetched, and whether it is here',
  args: { json: { type: 'boolean', description: 'print JSON, with addresses and folders' } },
  examples: ['animegan assets list'],
  async run({ args }) {
    const { listAssets } = await import('../list-assets.js')
    await listAssets(args)
  },
})
