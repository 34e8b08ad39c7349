import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

// What a page downloads once, in brotli, by .size-limit.js. ONNX Runtime's WebAssembly comes on top: 2.7 MB, for WebGPU 4.7 MB.
it('is as small as promised', () => {
  const script = join(dirname(createRequire(import.meta.url).resolve('size-limit/package.json')), 'bin.js')
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const { stdout, stderr } = spawnSync(process.execPath, [script, '--json'], { cwd, encoding: 'utf8' })
  expect(stderr).toBe('')
  const measured: { name: string; passed: boolean; size: number }[] = JSON.parse(stdout)
  expect(measured).toHaveLength(4)
  expect(measured.filter(({ passed }) => !passed)).toEqual([])
  for (const { size } of measured) expect(size).toBeGreaterThan(5_000)
})
