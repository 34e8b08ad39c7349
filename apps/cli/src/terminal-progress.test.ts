import { PassThrough } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { createTerminalProgress } from './terminal-progress.js'

const createStream = (isTTY: boolean) =>
  Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY }) as unknown as NodeJS.WriteStream &
    PassThrough

test('draws one line over itself on a terminal and wipes it', () => {
  const stream = createStream(true)
  const progress = createTerminalProgress('faces', stream)
  progress({ done: 1, total: 2 })
  progress({ done: 5 })
  progress.clear()
  progress.clear()
  expect(stream.read()).toBe('\r\u001b[Kfaces 1/2\r\u001b[Kfaces 5\r\u001b[K')
})

afterEach(() => {
  vi.useRealTimers()
})

test('writes a plain line every half minute elsewhere', () => {
  vi.useFakeTimers()
  const stream = createStream(false)
  const progress = createTerminalProgress('faces', stream)
  for (let done = 1; done <= 70; done += 1) {
    vi.advanceTimersByTime(1000)
    progress({ done, total: 100 })
  }
  progress.clear()
  expect(stream.read()).toBe('faces 30/100\nfaces 60/100\n')
})

test('tells of stages that are shorter than half a minute', () => {
  vi.useFakeTimers()
  const stream = createStream(false)
  for (let stage = 1; stage <= 5; stage += 1) {
    const progress = createTerminalProgress(`stage ${stage}, faces`, stream)
    for (let done = 1; done <= 20; done += 1) {
      vi.advanceTimersByTime(1000)
      progress({ done, total: 20 })
    }
  }
  expect(stream.read()).toBe('stage 2, faces 10/20\nstage 3, faces 20/20\nstage 5, faces 10/20\n')
})

test('leaves nothing of short work elsewhere', () => {
  vi.useFakeTimers()
  const stream = createStream(false)
  createTerminalProgress('faces', stream)({ done: 1, total: 2 })
  expect(stream.read()).toBe(null)
})
