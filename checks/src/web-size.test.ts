import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { root } from './workspace'

const folder = path.join(root, 'packages', 'runtime-web')

/** Bytes that a server sends of a module with all that it imports, minified, except for what is `external`. */
async function measureModule(file: string, external: string[]): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, file)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    external,
  })
  return measure(outputFiles[0]!.contents)
}

const measure = (bytes: Uint8Array): number => brotliCompressSync(bytes).length

const measureFile = (file: string): number => measure(readFileSync(path.join(folder, 'dist', file)))

/** A page pays for each of these once. ONNX Runtime's WebAssembly comes on top: 2.7 MB, for WebGPU 4.7 MB. */
describe('what a page downloads for runtime-web, in brotli', () => {
  it('is at most 15 kB of our own code, core and worker included', async () => {
    const page = await measureModule('dist/index.js', ['zod', 'zod/*', 'pure-rand/*'])
    const worker = await measureModule('src/worker/serve-model.ts', [])
    expect(page + worker).toBeLessThan(15_000)
  })

  it('is at most 25 kB with what our code stands on', () => {
    expect(measureFile('animegan.js')).toBeLessThan(25_000)
  })

  it('is at most 24 kB for the worker with the JavaScript of ONNX Runtime, 36 kB for WebGPU', () => {
    expect(measureFile('wasm-worker.js')).toBeLessThan(24_000)
    expect(measureFile('webgpu-worker.js')).toBeLessThan(36_000)
  })
})
