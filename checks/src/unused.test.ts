import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { root } from './workspace'

it('no file, export or dependency is unused', async () => {
  const knip = path.join(root, 'checks', 'node_modules', 'knip', 'bin', 'knip.js')
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [knip, '--no-progress'], { cwd: root }, (error, stdout, stderr) => {
      resolve(error ? `${stdout}${stderr}` || error.message : '')
    })
  })
  expect(output).toBe('')
})
