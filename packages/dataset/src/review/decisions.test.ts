import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readDecisions } from './decisions.js'

const at = '2026-01-02T03:04:05.678Z'
const lines = (...decisions: object[]) =>
  decisions.map((decision) => `${JSON.stringify({ at, ...decision })}\n`).join('')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-decisions-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('lets the last line of each field win', async () => {
  const path = join(folder, 'several.jsonl')
  await writeFile(
    path,
    lines(
      { id: 'a', verdict: 'accept' },
      { id: 'b', verdict: 'reject' },
      { id: 'a', tags: ['smile'] },
      { id: 'b', verdict: null },
      { id: 'a', verdict: 'reject' },
    ),
  )
  expect([...(await readDecisions(path)).values()]).toEqual([
    { id: 'a', verdict: 'reject', tags: ['smile'], at },
    { id: 'b', verdict: null, at },
  ])
})

it('finds nothing decided where there is no journal, and refuses what is none', async () => {
  expect(await readDecisions(join(folder, 'decisions.jsonl'))).toEqual(new Map())
  await expect(readDecisions(folder)).rejects.toMatchObject({ code: 'INVALID_DATA' })
  await writeFile(join(folder, 'd.jsonl'), lines({ id: 'a', verdict: 'accept' }))
  expect((await readDecisions(join(folder, 'd.jsonl'))).get('a')).toEqual({ id: 'a', verdict: 'accept', at })
})
