// Runs the worker from its TypeScript source, for tests; the built package has it as JavaScript.
import { register } from 'tsx/esm/api'

register()
const { default: findFaces } = await import('../faces/face-worker.ts')
export default findFaces
