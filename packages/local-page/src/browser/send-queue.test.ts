import { expect, it } from 'vitest'
import { type SendOutcome, SendQueue } from './send-queue.js'

interface Decision {
  id: string
  verdict: 'accept' | 'reject' | null
}

const kept: SendOutcome = { kind: 'kept' }
const gone: SendOutcome = { kind: 'gone' }

function createQueue(outcomes: SendOutcome[]) {
  const sent: (readonly Decision[])[] = []
  const waits: number[] = []
  const troubles: (string | undefined)[] = []
  const queue: SendQueue<Decision> = new SendQueue<Decision>({
    send: async (decisions) => {
      sent.push(decisions)
      return outcomes.shift() ?? kept
    },
    probe: async () => outcomes.shift() ?? kept,
    wait: async (milliseconds) => {
      waits.push(milliseconds)
    },
    onChange: () => troubles.push(queue.trouble?.kind),
  })
  const settle = async () => {
    while (queue.size > 0) await new Promise((resolve) => setTimeout(resolve))
  }
  return { queue, sent, waits, troubles, settle }
}

it('sends one after the other, in the order in which they came', async () => {
  const { queue, sent, settle } = createQueue([])
  queue.add([{ id: 'a', verdict: 'accept' }])
  queue.add([{ id: 'a', verdict: null }])
  queue.add([{ id: 'b', verdict: 'reject' }])
  expect([queue.size, queue.isPending('a'), queue.isPending('c')]).toEqual([3, true, false])
  await settle()
  expect(sent).toEqual([
    [{ id: 'a', verdict: 'accept' }],
    [
      { id: 'a', verdict: null },
      { id: 'b', verdict: 'reject' },
    ],
  ])
  expect(queue.isPending('a')).toBe(false)
})

it('keeps what was not confirmed and tries again, ever more patiently', async () => {
  const refused: SendOutcome = { kind: 'refused', reason: 'the disk is full' }
  const { queue, sent, waits, troubles, settle } = createQueue([gone, gone, refused, gone, gone, gone, kept])
  queue.add([{ id: 'a', verdict: 'accept' }])
  await settle()
  expect(sent).toHaveLength(7)
  expect(new Set(sent.map((decisions) => JSON.stringify(decisions)))).toHaveProperty('size', 1)
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000])
  expect(troubles).toEqual(['gone', 'gone', 'refused', 'gone', 'gone', 'gone', undefined])
  expect(queue.recoveries).toBe(1)
})

it('sends many in parts', async () => {
  const { queue, sent, settle } = createQueue([])
  queue.add(Array.from({ length: 4500 }, (_, i) => ({ id: String(i), verdict: 'accept' as const })))
  await settle()
  expect(sent.map(({ length }) => length)).toEqual([2000, 2000, 500])
})

it('notices that nobody answers although there is nothing to send', async () => {
  const { queue } = createQueue([gone, kept])
  await queue.check()
  expect(queue.trouble).toEqual(gone)
  await queue.check()
  expect([queue.trouble, queue.recoveries]).toEqual([undefined, 1])
})
