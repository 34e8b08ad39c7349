import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRandom } from '@animegan/core'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const cascade = fileURLToPath(
  new URL('../../../../../shared/cascade/lbpcascade_animeface.xml', import.meta.url),
)

const pictureCount = 3000
const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `${String(index).padStart(6, '0')}.png`)

/** Hashes of everything in a data set that a reader sees, by name. */
async function hashDataset(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const hashes: Record<string, string> = {}
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(dir.length + 1)
    if (name.startsWith('.pipeline/')) continue
    hashes[name] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return hashes
}

const readLines = async (path: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

const writePipeline = (path: string, stages: object[]) =>
  writeFile(
    path,
    JSON.stringify({
      schema: 'animegan.pipeline/1',
      sources: [{ from: 'folder', path: 'pictures', source: 'drawn', work: 'folder' }],
      stages,
    }),
  )

describe('animegan dataset build', { timeout: 600_000 }, () => {
  let pipeline = ''
  // 3,000 faces, of which the first hundred come twice, and three files that are no pictures.
  beforeAll(async () => {
    const drawn = join(cli.root, 'drawn')
    const args = ['--count', String(pictureCount), '--size', '32', '--seed', '4', '--out', drawn]
    await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...args))
    for (const [index, name] of names(pictureCount).entries()) {
      const folder = join(cli.root, 'pictures', `work-${index % 40}`)
      if (index < 40) await mkdir(folder, { recursive: true })
      const from = join(drawn, 'train', String(Math.floor(index / 1000)).padStart(3, '0'), name)
      await copyFile(from, join(folder, name))
      if (index < 100) await copyFile(from, join(folder, `again-${name}`))
    }
    await writeFile(join(cli.root, 'pictures', 'empty.png'), '')
    await writeFile(join(cli.root, 'pictures', 'text.jpg'), 'no picture')
    await writeFile(
      join(cli.root, 'pictures', 'half.png'),
      (await readFile(join(drawn, 'train/000/000000.png'))).subarray(0, 300),
    )
    pipeline = join(cli.root, 'pipeline.json')
    const detect = { stage: 'detect', cascade, size: 32, minSize: 20, minNeighbors: 1 }
    await writePipeline(pipeline, [
      ...(existsSync(cascade) ? [detect] : []),
      { stage: 'deduplicate' },
      { stage: 'split', parts: { train: 0.8, test: 0.2 }, seed: 1 },
    ])
  })

  const build = (out: string, ...more: string[]) => ['dataset', 'build', pipeline, '--out', out, ...more]
  let whole: Record<string, string> = {}
  let duration = 0

  it('makes a data set of 3,000 pictures, and says what it left out', async () => {
    const began = performance.now()
    const stdout = await cli.expectSuccess(cli.animegan(...build(join(cli.root, 'whole'))))
    duration = performance.now() - began
    expect(stdout).toMatch(/stage +records +left out\nimport +31\d\d +3\n/)
    const out = join(cli.root, 'whole')
    const rejects = await readLines(join(out, 'rejects.jsonl'))
    const reasons = rejects.map(({ name, reason }) => [name, reason])
    expect(reasons).toEqual(
      expect.arrayContaining([
        ['empty.png', 'empty'],
        ['text.jpg', 'not-an-image'],
        ['half.png', 'truncated'],
      ]),
    )
    expect(reasons.filter(([, reason]) => reason === 'duplicate').length).toBeGreaterThan(10)
    const records = await readLines(join(out, 'metadata.jsonl'))
    expect(records.length).toBeGreaterThan(100)
    // No work is on both sides of the split.
    const sides = new Map<unknown, Set<unknown>>()
    for (const { origin, split } of records) {
      const { work } = origin as { work: string }
      sides.set(work, (sides.get(work) ?? new Set()).add(split))
    }
    expect([...sides.values()].every((splits) => splits.size === 1)).toBe(true)
    whole = await hashDataset(out)
  })

  it('killed ten times at random moments, ends with the same bytes', async () => {
    const random = createRandom(11, 'kills')
    const out = join(cli.root, 'killed')
    let kills = 0
    for (let attempt = 0; attempt < 10; attempt++) {
      const { child, finished } = cli.start(build(out))
      const wait = 200 + random.uniform() * (duration / 8)
      const stopped = await Promise.race([finished.then(() => false), setTimeout(wait, true)])
      if (stopped && child.kill('SIGKILL')) kills++
      await finished
    }
    expect(kills).toBe(10)
    await cli.expectSuccess(cli.animegan(...build(out)))
    expect(await hashDataset(out)).toEqual(whole)
  })

  it('does its work in parts', async () => {
    const few = join(cli.root, 'few.json')
    await writeFile(few, (await readFile(pipeline, 'utf8')).replace('"pictures"', '"pictures/work-7"'))
    const run = (out: string, ...more: string[]) =>
      cli.expectSuccess(cli.animegan('dataset', 'build', few, '--out', join(cli.root, out), ...more))
    await run('few')
    const first = await run('parts', '--shard', '2/2')
    expect(first).toMatch(
      /this part is done; \d+ items of other parts are not, and deduplicate waits for them/,
    )
    await run('parts', '--shard', '1/2')
    expect(await hashDataset(join(cli.root, 'parts'))).toEqual(await hashDataset(join(cli.root, 'few')))
  })

  it('lets a model draw pictures, as often with a tag as it is asked to', async () => {
    await writeTinyWeights(join(cli.root, 'model'))
    const drawing = { from: 'generator', weights: 'model', truncation: 1 }
    const sources = [
      { ...drawing, count: 6 },
      { ...drawing, count: 4, seed: 100, fixed: { hat: true } },
    ]
    const path = join(cli.root, 'drawing.json')
    await writeFile(path, JSON.stringify({ schema: 'animegan.pipeline/1', sources, stages: [] }))
    const stdout = await cli.expectSuccess(cli.animegan('dataset', 'build', path, '--out', 'drawn-by-model'))
    expect(stdout).toContain('wrote drawn-by-model: 10 pictures')
    const records = await readLines(join(cli.work, 'drawn-by-model/metadata.jsonl'))
    expect(records.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4, 5, 100, 101, 102, 103])
    for (const { tags } of records.slice(6)) expect(tags).toContain('hat')
  })

  it('refuses a wrong pipeline by the field', async () => {
    const wrong = join(cli.root, 'wrong.json')
    const refuse = async (text: string, message: RegExp) => {
      await writeFile(wrong, text)
      const args = ['dataset', 'build', wrong, '--out', join(cli.work, 'x')]
      await cli.expectRefusal(cli.animegan(...args), 2, message)
    }
    await refuse('{', /wrong\.json: expected JSON/)
    await refuse(
      '{"schema":"animegan.pipeline/1","sources":[],"stages":[]}',
      /sources: expected at least one source/,
    )
    const source = '{"from":"folder","path":"pictures"}'
    const withStages = (stages: string) =>
      `{"schema":"animegan.pipeline/1","sources":[${source}],"stages":${stages}}`
    await refuse(withStages('[{"stage":"deduplicate","treshold":3}]'), /stages\[0\]: unknown key "treshold"/)
    await refuse(withStages('[{"stage":"wash"}]'), /stages\[0\]/)
    await cli.expectRefusal(
      cli.animegan('dataset', 'build', 'absent.json', '--out', 'x'),
      2,
      /cannot read the pipeline absent\.json/,
    )
    await cli.expectRefusal(cli.animegan(...build('x', '--shard', '3/2')), 2, /shard: expected .*got "3\/2"/)
  })

  it('leaves a data set alone that it did not make', async () => {
    const drawn = join(cli.root, 'drawn')
    const before = await hashDataset(drawn)
    await cli.expectRefusal(
      cli.animegan(...build(drawn)),
      2,
      /drawn already holds a data set, which would be lost/,
    )
    expect(await hashDataset(drawn)).toEqual(before)
  })

  it('prints a checked pipeline with --dry-run', async () => {
    const stdout = await cli.expectSuccess(cli.animegan(...build('never', '--dry-run')))
    expect(JSON.parse(stdout)).toEqual(JSON.parse(await readFile(pipeline, 'utf8')))
    expect(await readdir(cli.work)).toEqual([])
  })
})
