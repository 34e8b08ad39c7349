import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
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

test('is silent elsewhere', () => {
  const stream = createStream(false)
  createTerminalProgress('faces', stream)({ done: 1, total: 2 })
  expect(stream.read()).toBe(null)
})
