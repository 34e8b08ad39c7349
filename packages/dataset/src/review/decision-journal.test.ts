import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDecisions } from './decision-journal.js'
import { readDecisions } from './decisions.js'

const at = '2026-01-02T03:04:05.678Z'

it('knows what holds, now and when it is opened again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'animegan-journal-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'decisions.jsonl')
  {
    await using journal = await openDecisions(path)
    await journal.append([{ id: 'a', verdict: 'accept', at }])
    await journal.append([
      { id: 'a', verdict: null, at },
      { id: 'b', tags: ['smile'], at },
    ])
    expect(journal.decisions.get('a')?.verdict).toBeNull()
    expect(await readDecisions(path)).toEqual(journal.decisions)
  }
  await appendFile(path, '{"id":"b","verd')
  await using journal = await openDecisions(path)
  expect(await readDecisions(path)).toEqual(journal.decisions)
  expect([...journal.decisions.keys()]).toEqual(['a', 'b'])
})
