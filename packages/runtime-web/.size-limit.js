// What a page downloads once, minified and in brotli.
const asModule = (/** @type {object} */ config) => ({ ...config, format: 'esm' })

export default [
  {
    name: 'our own code: core and the worker included, ONNX Runtime and other packages not',
    path: ['dist/index.js', 'src/worker/serve-model.ts'],
    ignore: ['zod', 'pure-rand'],
    modifyEsbuildConfig: asModule,
    limit: '15 kB',
  },
  {
    name: "the page's part, with what our code stands on",
    path: 'dist/animegan.js',
    modifyEsbuildConfig: asModule,
    limit: '25 kB',
  },
  {
    name: 'the worker with the JavaScript of ONNX Runtime',
    path: 'dist/wasm-worker.js',
    modifyEsbuildConfig: asModule,
    limit: '24 kB',
  },
  {
    name: 'the same for WebGPU',
    path: 'dist/webgpu-worker.js',
    modifyEsbuildConfig: asModule,
    limit: '36 kB',
  },
]
