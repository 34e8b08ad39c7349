import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { listTrackedFiles } from './tracked-files'
import { root } from './workspace'

const files = listTrackedFiles()
const shared = path.join(root, '..', 'shared')

describe.skipIf(files === undefined)('tracked files (need git)', () => {
  const contents = (files ?? []).map((file) => ({ file, bytes: readFileSync(path.join(root, file)) }))
  const texts = contents
    .filter(({ bytes }) => !bytes.subarray(0, 8192).includes(0))
    .map(({ file, bytes }) => ({ file, text: bytes.toString() }))

  it('hold no path of a machine', () => {
    const ofThisMachine = [path.dirname(root), homedir()]
      .filter((folder) => folder !== path.parse(folder).root && folder !== tmpdir())
      .map((folder) => new RegExp(`(?<![\\w.$-])${escapePattern(`${folder}${path.sep}`)}`))
    const ofAnyMachine = /(?<![\w.-])\/(?:home|Users)\/[a-z]|\b[A-Z]:\\Users\\/i
    const wrong = texts.filter(
      ({ text }) => ofThisMachine.some((folder) => folder.test(text)) || ofAnyMachine.test(text),
    )
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('name no package registry', () => {
    const host = /\bregistry\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|\bdeb\.[a-z]+\.org\b/i
    const configured = [process.env.npm_config_registry, process.env.NPM_CONFIG_REGISTRY]
      .filter((url) => url !== undefined && URL.canParse(url))
      .map((url) => new URL(url ?? '').host)
    const wrong = texts.filter(
      ({ text }) => host.test(text) || configured.some((name) => text.includes(name)),
    )
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('hold no file of ../shared', ({ skip }) => {
    skip(!existsSync(shared), '../shared is absent')
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const foreign = new Map<string, string>()
    for (const file of readdirSync(shared, { recursive: true, encoding: 'utf8', withFileTypes: true })) {
      if (!file.isFile()) continue
      const bytes = readFileSync(path.join(file.parentPath, file.name))
      if (bytes.length > 0) foreign.set(sha256(bytes), file.name)
    }
    const copies = contents.filter(({ bytes }) => foreign.has(sha256(bytes)))
    expect(copies.map(({ file }) => file)).toEqual([])
  })
})

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
