import { beforeEach, expect, it } from 'vitest'
import type { ReviewData, ReviewDecision } from '../review-data.js'
import { ReviewSession } from './review-session.js'

const data: ReviewData = {
  folder: 'faces',
  command: '',
  groups: [
    { label: 'hair', exclusive: true },
    { label: 'face', exclusive: false },
  ],
  tags: [
    { id: 'red-hair', label: 'red hair', group: 0 },
    { id: 'blue-hair', label: 'blue hair', group: 0 },
    { id: 'smile', label: 'smile', group: 1 },
    { id: 'blush', label: 'blush', group: 1 },
  ],
  pictures: {
    id: ['a', 'b', 'c', 'd', 'e', 'a'],
    file: ['a.png', 'b.png', 'c.png', 'd.png', 'e.png', 'again.png'],
    tags: [[0], [0, 2], [1], [], [1, 3], [0]],
    split: ['train', 'train', 'train', 'train', 'train', 'train'],
    verdict: [null, null, null, 'accept', null, null],
  },
  decisions: { c: { verdict: 'reject' }, e: { tags: ['smile', 'gone'] } },
}

let sent: ReviewDecision[]
let session: ReviewSession
beforeEach(() => {
  sent = []
  const kept = { kind: 'kept' } as const
  session = new ReviewSession(data, {
    send: async (decisions) => {
      sent.push(...decisions)
      return kept
    },
    probe: async () => kept,
    wait: async () => undefined,
  })
})

const verdicts = () => session.items.map((item) => session.book.verdictOf(item))
const tagsOf = (place: number) => session.book.tagsOf(session.itemAt(place)!)
const settle = async () => {
  while (session.queue.size > 0) await new Promise((resolve) => setTimeout(resolve))
}

it('begins with what was decided, or else with what the records say', () => {
  expect(verdicts()).toEqual([null, null, 'reject', 'accept', null, null])
  expect(tagsOf(4)).toEqual([2])
  expect(session.count()).toEqual({ accepted: 1, rejected: 1, retagged: 1 })
})

it('decides about one picture and goes on; same pictures share it', async () => {
  session.decide('accept')
  session.decide('reject')
  expect(verdicts()).toEqual(['accept', 'reject', 'reject', 'accept', null, 'accept'])
  expect(session.cursor).toBe(2)
  await settle()
  expect(sent).toEqual([
    { id: 'a', verdict: 'accept' },
    { id: 'b', verdict: 'reject' },
  ])
})

it('undoes step by step, many at once too, and sends what takes them back', async () => {
  session.selectAll()
  session.decide('reject')
  expect(session.selection.size).toBe(0)
  session.moveTo(1)
  session.toggleTag(3)
  expect(tagsOf(1)).toEqual([0, 2, 3])
  session.undo()
  expect(tagsOf(1)).toEqual([0, 2])
  session.undo()
  expect(verdicts()).toEqual([null, null, 'reject', 'accept', null, null])
  expect(session.canUndo).toBe(false)
  session.undo()
  expect(session.message).toBe('Nothing to undo')
  await settle()
  const last = new Map<string, object>()
  for (const { id, ...fields } of sent) last.set(id, { ...last.get(id), ...fields })
  // c was rejected before, so nothing was said of it.
  expect(Object.fromEntries(last)).toEqual({
    a: { verdict: null },
    b: { verdict: null, tags: null },
    d: { verdict: 'accept' },
    e: { verdict: null },
  })
})

it('puts a tag in place of its rivals, and knows when a picture has its own tags again', async () => {
  session.toggleTag(1)
  expect(tagsOf(0)).toEqual([1])
  session.toggleTag(0)
  expect(tagsOf(0)).toEqual([0])
  expect(session.count().retagged).toBe(1)
  await settle()
  expect(sent).toEqual([
    { id: 'a', tags: ['blue-hair'] },
    { id: 'a', tags: null },
  ])
})

it('switches a tag on for a selection unless all have it', () => {
  session.moveTo(0)
  session.moveTo(2, true)
  session.toggleTag(2)
  expect([0, 1, 2].map(tagsOf)).toEqual([
    [0, 2],
    [0, 2],
    [1, 2],
  ])
  session.toggleTag(2)
  expect([0, 1, 2].map(tagsOf)).toEqual([[0], [0], [1]])
  session.undo()
  session.undo()
  expect([0, 1, 2].map(tagsOf)).toEqual([[0], [0, 2], [1]])
})

it('selects one by one, and up to the cursor', () => {
  const selected = () => [...session.selection].map(({ index }) => index).sort()
  session.moveTo(1)
  session.toggleSelected()
  session.moveTo(3)
  session.selectToCursor()
  expect(selected()).toEqual([1, 2, 3])
  session.toggleSelected(2)
  expect(selected()).toEqual([1, 3])
  session.clearSelection()
  expect(selected()).toEqual([])
})

it('leaves what is shown alone until the filter is set anew', () => {
  session.setFilter({ verdict: 'undecided' })
  expect(session.length).toBe(4)
  session.decide('accept')
  expect([session.length, session.countOutdated(), session.cursor]).toEqual([4, 2, 1])
  session.setFilter({})
  expect([session.length, session.countOutdated()]).toEqual([2, 0])
  session.setFilter({ text: 'no such file' })
  expect([session.length, session.itemAt()]).toEqual([0, undefined])
  session.decide('accept')
  session.moveTo(3)
  session.selectAll()
  session.toggleSelected()
  expect([session.selection.size, session.cursor]).toEqual([0, 0])
})

it('finds the next picture without a verdict, past the end too', () => {
  session.moveTo(2)
  session.moveToUndecided()
  expect(session.cursor).toBe(4)
  session.moveToUndecided()
  session.moveToUndecided()
  expect(session.cursor).toBe(0)
})
