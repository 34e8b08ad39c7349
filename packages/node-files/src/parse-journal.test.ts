import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { parseJournal } from './parse-journal.js'

const schema = z.object({ id: z.string(), verdict: z.enum(['accept', 'reject']) })
const line = (id: string) => `${JSON.stringify({ id, verdict: 'accept' })}\n`
const parse = (text: string) => parseJournal(Buffer.from(text), schema, 'verdicts.jsonl')

it('passes over a last line that was cut off, wherever that was', () => {
  const first = line('a')
  const next = Buffer.from(line('ü'))
  // The last byte is the line feed; without it alone, the line is there.
  for (let length = 1; length < next.length - 1; length++) {
    const torn = Buffer.concat([Buffer.from(first), next.subarray(0, length)])
    const { lines, whole, unended } = parseJournal(torn, schema, 'verdicts.jsonl')
    expect([lines.length, whole, unended]).toEqual([1, first.length, false])
  }
  expect(parse(first + line('ü').trimEnd())).toMatchObject({
    unended: true,
    lines: [{ id: 'a' }, { id: 'ü' }],
  })
  expect(parse(`${first}\0\0\0\0`)).toMatchObject({ whole: first.length, lines: [{ id: 'a' }] })
})

it('names any other line that is wrong', () => {
  expect(() => parse(`${line('a')}{"id":\n${line('a')}`)).toThrow(
    'verdicts.jsonl, line 2: expected one JSON object, got {"id":',
  )
  expect(() => parse(`${line('a')}\n{"id":"a","verdict":"maybe"}\n`)).toThrow(
    /^verdicts\.jsonl, line 3: verdict: .*"maybe"/,
  )
})
