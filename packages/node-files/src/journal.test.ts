import { appendFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { openJournal, readJournal } from './journal.js'

const schema = z.object({ id: z.string() })

let folder: string
let path: string
let told: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-journal-'))
  path = join(folder, 'ids.jsonl')
  told = []
})
afterEach(() => rm(folder, { recursive: true }))

const open = () => openJournal(path, { schema, onLine: ({ id }) => told.push(id) })
const readIds = async () => (await readJournal(path, schema)).map(({ id }) => id)

it('has written what it has answered, and tells of it then', async () => {
  await using journal = await open()
  const written = journal.append([{ id: 'a' }])
  expect(told).toEqual([])
  await written
  expect(told).toEqual(['a'])
  expect(await readFile(path, 'utf8')).toBe('{"id":"a"}\n')
})

it('goes on where it ended, after a line that was cut off', async () => {
  {
    await using journal = await open()
    await journal.append([{ id: 'a' }])
  }
  await appendFile(path, '{"id":"b')
  {
    await using journal = await open()
    await journal.append([{ id: 'c' }])
  }
  await appendFile(path, '{"id":"d"}')
  told = []
  await using journal = await open()
  await journal.append([{ id: 'e' }])
  expect(await readIds()).toEqual(['a', 'c', 'd', 'e'])
  expect(told).toEqual(['a', 'c', 'd', 'e'])
})

it('keeps lines whole and in order however many write at once', async () => {
  await using journal = await open()
  const ids = Array.from({ length: 200 }, (_, i) => `picture-${i}`)
  await Promise.all(ids.map((id) => journal.append([{ id }])))
  expect(await readIds()).toEqual(ids)
})

it('says when it cannot be written or read', async () => {
  expect(await readJournal(path, schema)).toEqual([])
  await mkdir(path)
  await expect(open()).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
  await expect(readJournal(path, schema)).rejects.toMatchObject({ code: 'INVALID_DATA' })
  path = join(folder, 'absent', 'ids.jsonl')
  await expect(open()).rejects.toThrow(/^cannot write .*absent/)
})
