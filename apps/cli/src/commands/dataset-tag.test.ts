import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { animeTags } from '@animegan/core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Finished, useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
/** 30 pictures, on which a tagger was trained for 3 steps. */
let pictures: string
/** What came of it. */
let tagger: string

interface Line {
  file_name: string
  tags: string[]
  scores: Record<string, number>
}

const tag = (...flags: string[]): Promise<Finished> => cli.animegan('dataset', 'tag', ...flags)
const readLines = async (path: string): Promise<Line[]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const readSet = () => readLines(join(cli.work, 'set/metadata.jsonl'))

beforeAll(async () => {
  pictures = join(cli.root, 'pictures')
  tagger = join(cli.root, 'tagger')
  const synthesis = ['--count', '30', '--size', '64', '--seed', '1', '--out', pictures]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...synthesis))
  const training = ['--steps', '3', '--batch-size', '4', '--holdout', '0.3', '--name', 'small']
  await cli.expectSuccess(
    cli.animegan(
      'train-tagger',
      '--data',
      pictures,
      '--run',
      join(cli.root, 'run'),
      '--out',
      tagger,
      ...training,
    ),
  )
})
beforeEach(() => cp(pictures, join(cli.work, 'set'), { recursive: true }))

test('tags a folder in place and counts the tags', async () => {
  const before = await readSet()
  const stdout = await cli.expectSuccess(tag('set', '--estimator', tagger))
  expect(stdout).toMatch(/^tag +pictures +share\nblonde-hair +\d+ +\d+\.\d%\n/)
  expect(stdout).toMatch(/\n\ntagged 30 pictures in set with small\n$/)
  const after = await readSet()
  const withoutTags = (lines: Line[]) => lines.map((line) => ({ ...line, tags: [], scores: {} }))
  expect(withoutTags(after)).toEqual(withoutTags(before))
  const ids = (group: string) => animeTags.tags.filter((t) => t.group === group).map(({ id }) => id)
  for (const { tags, scores } of after) {
    expect(Object.keys(scores)).toEqual(animeTags.tags.map(({ id }) => id))
    for (const colours of [ids('hair-colour'), ids('eye-colour')]) {
      const [chosen, ...others] = tags.filter((id) => colours.includes(id))
      expect(others).toEqual([])
      expect(scores[chosen!]).toBe(Math.max(...colours.map((id) => scores[id]!)))
    }
    for (const id of ids('accessory')) expect(tags.includes(id)).toBe(scores[id]! > 0.25)
  }
  for (const { id } of animeTags.tags) {
    const count = after.filter(({ tags }) => tags.includes(id)).length
    expect(stdout).toMatch(new RegExp(`^${id} +${count} `, 'm'))
  }
})

test('takes other thresholds, and estimates the same', async () => {
  await cli.expectSuccess(tag('set', '--estimator', tagger))
  const first = await readSet()
  await writeFile(join(cli.work, 'thresholds.json'), '{"hat": 0, "eye-colour": 1}')
  await cli.expectSuccess(
    tag(
      'set',
      '--estimator',
      join(tagger, 'manifest.json'),
      '--threshold',
      '1',
      '--thresholds',
      'thresholds.json',
    ),
  )
  const strict = await readSet()
  expect(strict.map(({ scores }) => scores)).toEqual(first.map(({ scores }) => scores))
  for (const { tags } of strict) expect(tags).toEqual([expect.stringMatching(/-hair$/), 'hat'])
})

test('leaves out a damaged picture', async () => {
  const [damaged] = await readSet()
  await writeFile(join(cli.work, 'set', damaged!.file_name), 'no picture')
  const stdout = await cli.expectSuccess(tag('set', '--estimator', tagger))
  expect(stdout).toMatch(/\ntagged 29 pictures in set with small\nleft out 1 .* see set\/rejects\.jsonl\n$/)
  expect((await readSet()).map(({ file_name }) => file_name)).not.toContain(damaged!.file_name)
  expect(await readLines(join(cli.work, 'set/rejects.jsonl'))).toMatchObject([
    { name: damaged!.file_name, reason: 'damaged', record: damaged },
  ])
})

describe('refuses', () => {
  test.each<[string, string[], RegExp]>([
    ['no estimator', ['set'], /--estimator is needed/],
    ['no folder', ['--estimator', 'x'], /DIR is needed/],
    [
      'no probability',
      ['set', '--estimator', 'x', '--threshold', '25'],
      /--threshold: expected a probability/,
    ],
    [
      'no such thresholds',
      ['set', '--estimator', 'x', '--thresholds', 't'],
      /--thresholds: t cannot be read; expected JSON/,
    ],
  ])('%s', (_, flags, message) => cli.expectRefusal(tag(...flags), 2, message))

  test('an estimator that is not there or not whole', async () => {
    await cli.expectRefusal(
      tag('set', '--estimator', 'none'),
      1,
      /tag estimator "none" not found: no package @animegan\/weights-none is installed/,
    )
    await cp(tagger, join(cli.work, 'copy'), { recursive: true })
    await writeFile(join(cli.work, 'copy/tagger-fp32.onnx'), 'no model')
    await cli.expectRefusal(
      tag('set', '--estimator', 'copy'),
      1,
      /tagger-fp32\.onnx is corrupt: 8 bytes, expected/,
    )
  })

  test('Illustration2Vec before it was got', async () => {
    const running = tag('set', '--estimator', 'illustration2vec')
    await cli.expectRefusal(running, 1, /get it with: animegan assets get illustration2vec\n/)
  })

  test('thresholds of tags that are not there', async () => {
    await writeFile(join(cli.work, 't.json'), '{"hatt": 0.5}')
    const running = tag('set', '--estimator', tagger, '--thresholds', 't.json')
    await cli.expectRefusal(running, 2, /"hatt" is no tag or group of tag schema "anime"/)
    await writeFile(join(cli.work, 't.json'), '{"hat": "0.5"}')
    const wrong = tag('set', '--estimator', tagger, '--thresholds', 't.json')
    await cli.expectRefusal(wrong, 2, /--thresholds: t\.json is wrong: hat: expected number; got "0\.5"/)
  })

  test('a folder without metadata', async () => {
    await rm(join(cli.work, 'set/metadata.jsonl'))
    await cli.expectRefusal(tag('set', '--estimator', tagger), 2, /cannot read set\/metadata\.jsonl/)
  })
})
