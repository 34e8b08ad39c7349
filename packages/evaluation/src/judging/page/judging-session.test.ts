import { animeTags } from '@animegan/core'
import { beforeEach, expect, it } from 'vitest'
import type { JudgingData, SentJudgement } from '../judging-data.js'
import { JudgingSession } from './judging-session.js'

const data: JudgingData = {
  ...{ folder: 'judged', command: '', model: 'tiny 1.0.0', images: 3, seed: 0 },
  schema: animeTags,
  asked: ['red-hair', 'smile', 'hat'],
  judgements: { 'red-hair': [true, true, false], smile: [null, true, null] },
}

let sent: SentJudgement[]
let session: JudgingSession
beforeEach(() => {
  sent = []
  const kept = { kind: 'kept' } as const
  session = new JudgingSession(data, {
    send: async (judgements) => {
      sent.push(...judgements)
      return kept
    },
    probe: async () => kept,
    wait: async () => undefined,
  })
})

const at = () => `${session.tag.id} ${session.cursor}`
const settle = async () => {
  while (session.queue.size > 0) await new Promise((resolve) => setTimeout(resolve))
}

it('begins with the first image that was not judged', () => {
  expect(at()).toBe('smile 0')
  expect(session.tags.map(({ judged, shown }) => [judged, shown])).toEqual([
    [3, 2],
    [1, 1],
    [0, 0],
  ])
  expect(session.count()).toEqual({ judged: 4, total: 9 })
})

it('judges image after image, and sends each', async () => {
  session.judge(true)
  expect(at()).toBe('smile 2')
  session.judge(false)
  expect(session.message).toBe('All of smile judged')
  session.moveToOpen()
  expect(at()).toBe('hat 0')
  await settle()
  expect(sent).toEqual([
    { tag: 'smile', image: 1, shows: true },
    { tag: 'smile', image: 3, shows: false },
  ])
})

it('switches an image, and says the same of the rest', async () => {
  session.toggle(1)
  session.toggle(1)
  session.judgeRest(false)
  expect(session.tag.verdicts).toEqual([false, true, false])
  session.clear()
  expect(session.tag.verdicts).toEqual([false, null, false])
  await settle()
  expect(sent.map(({ image, shows }) => [image, shows])).toEqual([
    [2, false],
    [2, true],
    [1, false],
    [3, false],
    [2, null],
  ])
})

it('takes back step by step, and goes where that was', async () => {
  session.judgeRest(true)
  session.openTag(2)
  session.judge(false)
  session.undo()
  expect([at(), session.tag.verdicts]).toEqual(['hat 0', [null, null, null]])
  session.undo()
  expect([at(), session.tag.verdicts]).toEqual(['smile 0', [null, true, null]])
  expect(session.message).toBe('Undone: 2 more show smile')
  expect(session.canUndo).toBe(false)
  await settle()
  expect(sent.slice(-2)).toEqual([
    { tag: 'smile', image: 1, shows: null },
    { tag: 'smile', image: 3, shows: null },
  ])
})

it('does nothing for what holds already', () => {
  session.openTag(0)
  session.judge(true)
  expect([session.canUndo, session.queue.size]).toEqual([false, 0])
})

it('knows the end, and the table', () => {
  session.judgeRest(false)
  session.moveToOpen()
  session.judgeRest(true)
  expect(session.isFinished).toBe(true)
  const { tags } = session.summarize()
  expect(tags.map(({ id, shown, asked, paper }) => [id, shown, asked, paper])).toEqual([
    ['red-hair', 2, 3, 0.95],
    ['smile', 1, 3, 0.95],
    ['hat', 3, 3, 0.15],
  ])
})
