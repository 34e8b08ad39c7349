import { appendFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DecisionJournal } from './decision-journal.js'
import { readDecisions } from './decisions.js'

const at = '2026-01-02T03:04:05.678Z'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-journal-'))
  path = join(folder, 'decisions.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

it('has written what it has answered', async () => {
  await using journal = await DecisionJournal.open(path)
  await journal.append([{ id: 'a', verdict: 'accept', at }])
  expect(await readFile(path, 'utf8')).toBe(`{"id":"a","verdict":"accept","at":"${at}"}\n`)
  await journal.append([
    { id: 'a', verdict: null, at },
    { id: 'b', tags: ['smile'], at },
  ])
  expect(await readDecisions(path)).toEqual(journal.decisions)
  expect(journal.decisions.get('a')?.verdict).toBeNull()
})

it('goes on where it ended, after a line that was cut off', async () => {
  {
    await using journal = await DecisionJournal.open(path)
    await journal.append([{ id: 'a', verdict: 'accept', at }])
  }
  await appendFile(path, '{"id":"b","verd')
  {
    await using journal = await DecisionJournal.open(path)
    expect([...journal.decisions.keys()]).toEqual(['a'])
    await journal.append([{ id: 'c', verdict: 'reject', at }])
  }
  await appendFile(path, `{"id":"d","verdict":"reject","at":"${at}"}`)
  await using journal = await DecisionJournal.open(path)
  await journal.append([{ id: 'e', verdict: 'reject', at }])
  expect([...(await readDecisions(path)).keys()]).toEqual(['a', 'c', 'd', 'e'])
})

it('keeps lines whole however many write at once', async () => {
  await using journal = await DecisionJournal.open(path)
  const ids = Array.from({ length: 200 }, (_, i) => `picture-${i}`)
  await Promise.all(ids.map((id) => journal.append([{ id, verdict: 'accept', at }])))
  expect([...(await readDecisions(path)).keys()]).toEqual(ids)
})

it('says when it cannot be written', async () => {
  await mkdir(path)
  await expect(DecisionJournal.open(path)).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
  await expect(DecisionJournal.open(join(folder, 'absent', 'decisions.jsonl'))).rejects.toThrow(
    /^cannot write .*absent/,
  )
})
