import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { defineConfig } from 'tsup'

const require = createRequire(import.meta.url)

/** What the build knows of the files of onnxruntime-web, which it does not copy. */
function describeBinary(name: string) {
  const bytes = readFileSync(require.resolve(`onnxruntime-web/${name}`))
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

const onnxRuntime = {
  version: JSON.parse(readFileSync('package.json', 'utf8')).dependencies['onnxruntime-web'],
  wasm: describeBinary('ort-wasm-simd-threaded.wasm'),
  webgpu: describeBinary('ort-wasm-simd-threaded.asyncify.wasm'),
}

export default defineConfig([
  // For bundlers, and for Node, where it can be imported but draws nothing.
  {
    entry: ['src/index.ts'],
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    define: { onnxRuntime: JSON.stringify(onnxRuntime) },
    // tsup sets baseUrl for the declarations, which TypeScript 6 only takes with this.
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
    sourcemap: true,
    clean: ['dist/index.*'],
  },
  // For a script tag: everything in one file, the global AnimeGAN.
  {
    entry: { animegan: 'src/index.ts' },
    format: 'iife',
    globalName: 'AnimeGAN',
    outExtension: () => ({ js: '.js' }),
    target: 'es2022',
    platform: 'browser',
    define: {
      onnxRuntime: JSON.stringify(onnxRuntime),
      'import.meta.url': 'document.currentScript.src',
    },
    noExternal: [/./],
    minify: true,
    clean: ['dist/animegan.*'],
  },
  // The workers are plain scripts with everything in them, so that no bundler finds anything to rewrite in them.
  {
    entry: { 'wasm-worker': 'src/worker/wasm-worker.ts', 'webgpu-worker': 'src/worker/webgpu-worker.ts' },
    format: 'iife',
    outExtension: () => ({ js: '.js' }),
    target: 'es2022',
    platform: 'browser',
    define: { 'import.meta.url': 'self.location.href' },
    noExternal: [/./],
    minify: true,
    // ONNX Runtime would import what is in here already; Vite's development server would turn the script into a module for it.
    esbuildOptions: (options) => {
      options.supported = { ...options.supported, 'dynamic-import': false }
    },
    clean: ['dist/*-worker.*'],
  },
])
