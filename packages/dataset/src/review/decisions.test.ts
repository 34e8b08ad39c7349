import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseDecisions, readDecisions } from './decisions.js'

const at = '2026-01-02T03:04:05.678Z'
const lines = (...decisions: object[]) =>
  decisions.map((decision) => `${JSON.stringify({ at, ...decision })}\n`).join('')
const parse = (text: string) => parseDecisions(Buffer.from(text), 'decisions.jsonl')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-decisions-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('lets the last line of each field win', () => {
  const { decisions } = parse(
    lines(
      { id: 'a', verdict: 'accept' },
      { id: 'b', verdict: 'reject' },
      { id: 'a', tags: ['smile'] },
      { id: 'b', verdict: null },
      { id: 'a', verdict: 'reject' },
    ),
  )
  expect([...decisions.values()]).toEqual([
    { id: 'a', verdict: 'reject', tags: ['smile'], at },
    { id: 'b', verdict: null, at },
  ])
})

it('passes over a last line that was cut off, wherever that was', () => {
  const whole = lines({ id: 'a', verdict: 'accept' })
  const next = lines({ id: 'ü', verdict: 'reject' })
  const bytes = Buffer.from(next)
  // The last byte is the line feed; without it alone, the line is there.
  for (let length = 1; length < bytes.length - 1; length++) {
    const torn = Buffer.concat([Buffer.from(whole), bytes.subarray(0, length)])
    const { decisions, whole: kept, unended } = parseDecisions(torn, 'decisions.jsonl')
    expect([decisions.size, kept, unended]).toEqual([1, whole.length, false])
  }
  expect(parse(whole + next.trimEnd())).toMatchObject({ unended: true, decisions: { size: 2 } })
  expect(parse(`${whole}\0\0\0\0`)).toMatchObject({ whole: whole.length, decisions: { size: 1 } })
})

it('names any other line that is wrong', () => {
  const good = lines({ id: 'a', verdict: 'accept' })
  expect(() => parse(`${good}{"id":\n${good}`)).toThrow(
    'decisions.jsonl, line 2: expected one JSON object, got {"id":',
  )
  expect(() => parse(`${good}\n${lines({ id: 'a', verdict: 'maybe' })}`)).toThrow(
    /^decisions\.jsonl, line 3: verdict: .*"maybe"/,
  )
})

it('finds nothing decided where there is no journal, and refuses what is none', async () => {
  expect(await readDecisions(join(folder, 'decisions.jsonl'))).toEqual(new Map())
  await expect(readDecisions(folder)).rejects.toMatchObject({ code: 'INVALID_DATA' })
  await writeFile(join(folder, 'd.jsonl'), lines({ id: 'a', verdict: 'accept' }))
  expect((await readDecisions(join(folder, 'd.jsonl'))).get('a')).toEqual({ id: 'a', verdict: 'accept', at })
})
