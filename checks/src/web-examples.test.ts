import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { toRgba } from '@animegan/core'
import { createGenerator } from '@animegan/runtime-node'
import { launchChromium, missingChromium } from '@animegan/runtime-web/testing/chromium'
import { startWebServer } from '@animegan/runtime-web/testing/web-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packMember } from './tarballs'
import { members, root } from './workspace'

const run = promisify(execFile)
const pnpm = path.join(root, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')
const ours = ['@animegan/core', '@animegan/runtime-web', '@animegan/weights-dahlia']

/** The examples for the web, as somebody has them who copies a folder: with what npm users get, and nothing of this workspace. */
describe.skipIf(missingChromium)(`the web examples (${missingChromium ?? 'in Chromium'})`, () => {
  let work: string
  let browser: Browser
  let tarballs: Record<string, string>
  let expected: Uint8ClampedArray
  beforeAll(async () => {
    work = realpathSync(mkdtempSync(path.join(tmpdir(), 'animegan-web-examples-')))
    tarballs = {}
    for (const name of ours) {
      const member = members.find(({ manifest }) => manifest.name === name)
      if (!member) throw new Error(`there is no package ${name}`)
      tarballs[name] = `file:${(await packMember(member, work)).file}`
    }
    const weights = path.join(root, 'packages', 'weights-dahlia')
    const generator = await createGenerator({ weights, dtype: 'int8', device: 'cpu' })
    expected = toRgba((await generator.generate({ tags: 'blonde hair, smile', seed: 7 }))[0]!)
    await generator.dispose()
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(work, { recursive: true, force: true, maxRetries: 3 })
  })

  /**
   * Copies an example out of the workspace and installs what its package.json says, our packages from their tarballs. `hoisted` lays
   * all packages side by side, as npm does; else they see only what they depend on.
   */
  async function install(example: string, { hoisted = false } = {}): Promise<string> {
    const folder = path.join(work, example)
    cpSync(path.join(root, 'examples', example), folder, { recursive: true })
    const file = path.join(folder, 'package.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as object
    writeFileSync(file, JSON.stringify({ ...manifest, pnpm: { overrides: tarballs } }))
    const linker = hoisted ? 'hoisted' : 'isolated'
    const options = ['--prefer-offline', '--ignore-scripts', '--silent', `--config.node-linker=${linker}`]
    await run(process.execPath, [pnpm, 'install', ...options], { cwd: folder })
    return folder
  }

  /** Runs the program of an installed package to its end. */
  const build = (folder: string, program: string, ...args: string[]) =>
    run(process.execPath, [path.join(folder, 'node_modules', program), ...args], {
      cwd: folder,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    })

  /** Opens the page of an example and compares what it draws with what Node draws. */
  async function watch(address: string): Promise<void> {
    const page = await browser.newPage()
    const wrongs: string[] = []
    page.on('pageerror', (error) => wrongs.push(error.message))
    await page.goto(address)
    const status = page.locator('[role=status]')
    await expect.poll(() => status.textContent(), { timeout: 60_000, interval: 200 }).not.toMatch(/^Loading/)
    expect(await status.textContent()).toMatch(/^Drawn on wasm: .*blonde-hair/)
    const drawn = await page.evaluate(() => {
      const canvas = document.querySelector('canvas')!
      return Array.from(canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data)
    })
    expect(drawn).toHaveLength(expected.length)
    expect(Math.max(...drawn.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThanOrEqual(2)
    expect(wrongs).toEqual([])
    await page.close()
  }

  async function serve(folder: string): Promise<void> {
    await using server = await startWebServer({ folders: { '/': folder }, isolated: true })
    await watch(`${server.origin}/`)
  }

  it('a script tag', async () => {
    await serve(await install('web-script-tag', { hoisted: true }))
  })

  it('Vite, built and as its development server', { timeout: 120_000 }, async () => {
    const folder = await install('web-vite')
    await build(folder, 'vite/bin/vite.js', 'build')
    await serve(path.join(folder, 'dist'))
    const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', '--port', '0'], {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await watch(await readAddress(vite))
    } finally {
      vite.kill()
      await once(vite, 'exit')
    }
  })

  it('webpack', { timeout: 120_000 }, async () => {
    const folder = await install('web-webpack')
    await build(folder, 'webpack/bin/webpack.js', '--mode', 'production')
    await serve(folder)
  })

  it('Next.js, rendered on the server first', { timeout: 300_000 }, async () => {
    const folder = await install('web-next')
    await build(folder, 'next/dist/bin/next', 'build')
    expect(readFileSync(path.join(folder, 'out', 'index.html'), 'utf8')).toContain('<canvas')
    const scripts = readdirSync(path.join(folder, 'out'), { recursive: true, encoding: 'utf8' })
    expect(scripts.filter((file) => file.includes('wasm-worker'))).toHaveLength(1)
    expect(scripts.filter((file) => file.includes('turbopack-worker'))).toEqual([])
    await serve(path.join(folder, 'out'))
  })
})

/** The address that a development server prints. */
async function readAddress({ stdout }: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    let text = ''
    stdout!.on('data', (chunk) => {
      text += String(chunk)
      const address = /http:\/\/localhost:\d+\//.exec(text)?.[0]
      if (address) resolve(address)
    })
    stdout!.on('end', () => reject(new Error(`no address in what it printed: ${text}`)))
  })
}
