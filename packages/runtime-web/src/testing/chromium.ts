import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Why there is no browser to test in; undefined when there is one. */
export const missingChromium = existsSync(executablePath) ? undefined : `needs ${executablePath}`

/** For tests: starts Debian's Chromium, quiet; with `software`, it has a WebGPU adapter that computes on the CPU. */
export function launchChromium({ software = false } = {}): Promise<Browser> {
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update']
  const webgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan']
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-quic', '--disable-sync', ...quiet, ...(software ? webgpu : [])],
  })
}
