/** A runtime: the script of its worker, and the WebAssembly that the script needs. */
export interface RuntimeFiles {
  worker: URL
  binary: { url: URL; bytes: number; sha256: string }
}

/** The version of onnxruntime-web that this package was built with, and its binaries; written in by the build. */
declare const onnxRuntime: { version: string } & Record<
  'wasm' | 'webgpu',
  Omit<RuntimeFiles['binary'], 'url'>
>

// Bundlers find files by this very form of words, copy them and put their addresses here. Kept in an object, so that none takes
// the scripts for entries of its own and rewrites them: the threads of ONNX Runtime start them again.
const scripts = {
  wasm: new URL('./wasm-worker.js', import.meta.url),
  webgpu: new URL('./webgpu-worker.js', import.meta.url),
}
const binaries = {
  wasm: new URL('onnxruntime-web/ort-wasm-simd-threaded.wasm', import.meta.url),
  webgpu: new URL('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm', import.meta.url),
}

/** Where the files of a runtime are, as seen from this page. */
export function locateRuntime(device: 'webgpu' | 'wasm'): RuntimeFiles {
  const { version, [device]: digest } = onnxRuntime
  const url = resolveAddress(binaries[device])
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  const isUntouched = url.href === new URL(`onnxruntime-web/${name}`, resolveAddress(scripts[device])).href
  return {
    worker: resolveAddress(scripts[device]),
    binary: {
      url: (isUntouched && locatePackageFile('onnxruntime-web', `dist/${name}`, version)) || url,
      ...digest,
    },
  }
}

/**
 * A file of another package, when this script lies in a folder of packages: `node_modules`, or a CDN with the layout of unpkg or
 * jsDelivr, where `version`, if given, becomes part of the folder's name. Undefined elsewhere, as in what a bundler wrote.
 */
export function locatePackageFile(name: string, file: string, version?: string): URL | undefined {
  const own = /^(https?:.*\/)@animegan\/runtime-web(@[^/]+)?\//.exec(resolveAddress(scripts.wasm).href)
  return own ? new URL(`${own[1]}${name}${own[2] && version ? `@${version}` : ''}/${file}`) : undefined
}

/** Some bundlers write addresses without a host. */
const resolveAddress = ({ href }: URL): URL => new URL(href, globalThis.location?.href)
