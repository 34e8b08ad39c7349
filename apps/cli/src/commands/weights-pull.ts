import { createCommand } from '../command.js'

export default createCommand({
  name: 'pull',
  description: 'Get a weights package from the npm registry, for every command to find by name',
  args: {
    package: {
      type: 'positional',
      valueHint: 'NAME[@VERSION]',
      description: 'short or full name of the package, with a version or range if not the latest',
      required: true,
    },
    json: { type: 'boolean', description: 'print JSON' },
  },
  examples: ['animegan weights pull dahlia', 'animegan weights pull dahlia@^1'],
  async run({ args, signal }) {
    const { pullWeights } = await import('../pull-weights.js')
    const { createTerminalProgress } = await import('../terminal-progress.js')
    const onProgress = createTerminalProgress('downloading, bytes')
    const pulled = await pullWeights(args.package, { signal, onProgress }).finally(onProgress.clear)
    if (args.json) return console.log(JSON.stringify(pulled, null, 2))
    const { packageName, version, folder, before } = pulled
    const change = before === undefined ? '' : before === version ? ', as before' : `, in place of ${before}`
    console.log(`${packageName} ${version}${change}: ${folder}`)
  },
})
