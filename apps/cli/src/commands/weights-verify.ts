import { createCommand } from '../command.js'
import { defaultWeights } from '../default-weights.js'

export default createCommand({
  name: 'verify',
  description: 'Check length and SHA-256 of every file of some weights',
  args: {
    weights: {
      type: 'positional',
      valueHint: 'NAME|DIR|URL',
      description: 'which weights or tag estimator',
      required: false,
    },
  },
  examples: ['animegan weights verify dahlia', 'animegan weights verify https://example.org/weights/'],
  async run({ args, signal }) {
    const { openWeightsOrTagger } = await import('@animegan/runtime-node')
    const { listModelFiles } = await import('../model-files.js')
    const { createTerminalProgress } = await import('../terminal-progress.js')
    const onProgress = createTerminalProgress('downloading, bytes')
    const source = args.weights ?? defaultWeights
    const opened = await openWeightsOrTagger(source, { from: import.meta.url, signal, onProgress })
    for (const file of listModelFiles(opened.manifest)) {
      await opened.read(file).finally(onProgress.clear)
      console.log(`ok  ${file.path}  ${file.bytes} bytes  ${file.sha256}`)
    }
  },
})
