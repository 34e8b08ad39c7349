// Runs the worker from its TypeScript source, for tests; the built package has it as JavaScript.
import { register } from 'tsx/esm/api'

register()
const { default: prepare } = await import('../tagger/tagger-worker.ts')
export default prepare
