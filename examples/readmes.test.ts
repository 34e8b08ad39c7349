import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const here = import.meta.dirname
const run = promisify(execFile)

/** The programs in a Markdown text: its fenced blocks of the language `js`. */
const listPrograms = (markdown: string): string[] =>
  [...markdown.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)

const documents = [
  ...['core', 'tfjs-onnx', 'train', 'dataset', 'evaluation', 'runtime-node', 'node-files', 'local-page'],
  'weights-tagger',
].map((name) => `packages/${name}/README.md`)
const programs: { title: string; file: string; code: string }[] = []
for (const document of [
  ...documents,
  'docs/guide/formats.md',
  'docs/guide/map.md',
  'docs/guide/tagger.md',
  'docs/guide/tagging.md',
]) {
  const found = listPrograms(await readFile(path.join(here, '..', document), 'utf8'))
  for (const [i, code] of found.entries()) {
    programs.push({ title: `${document}, program ${i + 1}`, file: `program-${programs.length}.mjs`, code })
  }
}

/** The programs stand beside this file while they run, so that they find the packages; what they write goes elsewhere. */
const scripts = path.join(here, 'out', `readmes-${process.pid}`)
let work: string
beforeAll(async () => {
  await mkdir(scripts, { recursive: true })
  work = await mkdtemp(path.join(tmpdir(), 'animegan-readmes-'))
})
afterAll(async () => {
  await rm(scripts, { recursive: true, force: true })
  await rm(work, { recursive: true, force: true })
})

describe('what the documents show', () => {
  it('has a program for every package', () => {
    const without = documents.filter((document) => !programs.some(({ title }) => title.startsWith(document)))
    expect(without).toEqual([])
  })

  for (const { title, file, code } of programs) {
    it(`${title}, runs`, async () => {
      const script = path.join(scripts, file)
      await writeFile(script, code)
      await run(process.execPath, [script], { cwd: work })
    })
  }
})
