import { describe, expect, it } from 'vitest'
import { listDelays } from './encode-gif'

describe('listDelays', () => {
  it.each([12, 24, 30, 60])('lasts as long as it should at %i frames a second', (fps) => {
    const delays = listDelays(3 * fps, fps)
    expect(delays).toHaveLength(3 * fps)
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(3000)
    for (const delay of delays) expect([10, 20, 30, 40, 50, 80, 90]).toContain(delay)
  })
})
