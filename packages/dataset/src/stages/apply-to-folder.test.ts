import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { formatMetadata, type ImageRecord, parseMetadata } from '../imagefolder/metadata.js'
import { applyToFolder } from './apply-to-folder.js'
import { formatRejects, parseRejects } from './rejects.js'
import type { CorpusStage } from './stage.js'

let dir: string
const records: ImageRecord[] = ['a', 'b', 'c'].map((name) => ({
  file_name: `${name}.png`,
  tags: [name],
  split: 'train',
  note: `of ${name}`,
}))
const earlier = { name: 'x.png', stage: 'import', reason: 'truncated' }

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'animegan-stage-'))
  await writeFile(join(dir, 'metadata.jsonl'), formatMetadata(records))
  await writeFile(join(dir, 'rejects.jsonl'), formatRejects([earlier]))
  for (const { file_name } of records) await writeFile(join(dir, file_name), '')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** A stage that leaves out these pictures. */
const leavingOut = (...names: string[]): CorpusStage => ({
  name: 'choose',
  settings: {},
  apply: async (given) => ({
    records: given.filter(({ file_name }) => !names.includes(file_name)),
    rejects: given
      .filter(({ file_name }) => names.includes(file_name))
      .map(({ file_name: name }) => ({ name, stage: 'choose', reason: 'unwanted' })),
  }),
})

const readLists = async () => ({
  kept: parseMetadata(await readFile(join(dir, 'metadata.jsonl'), 'utf8'), 'metadata.jsonl'),
  rejects: parseRejects(await readFile(join(dir, 'rejects.jsonl'), 'utf8'), 'rejects.jsonl'),
})

it('leaves out with the record, twice as once, and puts back what other options keep', async () => {
  await applyToFolder(dir, leavingOut('a.png', 'c.png'))
  const once = await readLists()
  expect(once.kept).toEqual([records[1]])
  expect(once.rejects).toEqual([
    earlier,
    { name: 'a.png', stage: 'choose', reason: 'unwanted', record: records[0] },
    { name: 'c.png', stage: 'choose', reason: 'unwanted', record: records[2] },
  ])
  await applyToFolder(dir, leavingOut('a.png', 'c.png'))
  expect(await readLists()).toEqual(once)
  await applyToFolder(dir, leavingOut('c.png'))
  expect(await readLists()).toEqual({ kept: [records[1], records[0]], rejects: [earlier, once.rejects[2]] })

  // Whose image is gone cannot come back, but stays listed.
  await rm(join(dir, 'c.png'))
  await applyToFolder(dir, leavingOut())
  expect(await readLists()).toEqual({ kept: [records[1], records[0]], rejects: [earlier, once.rejects[2]] })
})

it('goes on where it was stopped between the two files', async () => {
  await applyToFolder(dir, leavingOut('a.png'))
  const once = await readLists()
  await writeFile(join(dir, 'metadata.jsonl'), formatMetadata(records))
  await applyToFolder(dir, leavingOut('a.png'))
  expect(await readLists()).toEqual(once)
})

it('writes no empty rejects.jsonl, and changes nothing when the stage fails', async () => {
  await rm(join(dir, 'rejects.jsonl'))
  await applyToFolder(dir, leavingOut())
  expect((await readdir(dir)).sort()).toEqual(['a.png', 'b.png', 'c.png', 'metadata.jsonl'])
  const failing: CorpusStage = { ...leavingOut(), apply: () => Promise.reject(new Error('no')) }
  await expect(applyToFolder(dir, failing)).rejects.toThrow('no')
  expect(parseMetadata(await readFile(join(dir, 'metadata.jsonl'), 'utf8'), '')).toEqual(records)
  await writeFile(join(dir, 'rejects.jsonl'), '{')
  await expect(applyToFolder(dir, leavingOut())).rejects.toMatchObject({ code: 'INVALID_DATA' })
})
