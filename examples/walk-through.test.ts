import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const here = import.meta.dirname
const document = await readFile(path.join(here, '../docs/guide/from-pictures-to-a-model.md'), 'utf8')

/** The fenced blocks, in their order. */
const blocks = [...document.matchAll(/^```(sh|json)\n([\s\S]*?)^```$/gm)].map(([, language, text = '']) => ({
  language,
  text,
}))
const animegan = path.join(here, 'node_modules/@animegan/cli/bin/animegan.js')

let work: string
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'animegan-walk-through-'))
})
afterAll(() => rm(work, { recursive: true, force: true }))

describe('from pictures to a model', () => {
  const folder = () => path.join(work, 'walk-through')

  it('runs as it stands in the guide', { timeout: 600_000 }, async () => {
    for (const { language, text } of blocks) {
      if (language === 'json') {
        await writeFile(path.join(folder(), 'pipeline.json'), text)
        continue
      }
      const isFirst = text.startsWith('mkdir')
      const script = `set -e\nanimegan() { "${process.execPath}" "${animegan}" "$@"; }\n${text}`
      await run('bash', ['-c', script], {
        cwd: isFirst ? work : folder(),
        env: { ...process.env, ANIMEGAN_CACHE: path.join(work, 'cache') },
      })
    }
  })

  it('ends with a data set, its card and shards, and faces by a model of its own', async () => {
    const read = (name: string) => readFile(path.join(folder(), name), 'utf8')
    const records = (await read('corpus/metadata.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.length).toBeGreaterThan(200)
    expect(new Set(records.map(({ split }) => split))).toEqual(new Set(['train', 'test']))
    expect(await read('corpus/README.md')).toContain('Drawn faces')
    expect((await stat(path.join(folder(), 'shards'))).isDirectory()).toBe(true)
    const manifest = JSON.parse(await read('weights/first/manifest.json'))
    expect(manifest).toMatchObject({ name: 'first', licence: 'CC0-1.0' })
    expect((await stat(path.join(folder(), 'faces.png'))).size).toBeGreaterThan(1000)
  })
})
