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

test('leaves nothing of short work elsewhere', () => {
  const stream = createStream(false)
  createTerminalProgress('faces', stream)({ done: 1, total: 2 })
  expect(stream.read()).toBe(null)
})
