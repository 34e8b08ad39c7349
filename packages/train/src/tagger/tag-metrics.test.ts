import { describe, expect, it } from 'vitest'
import { averagePrecision, calibrationError, measureTag } from './tag-metrics.js'

const [yes, no] = [true, false]

describe('measureTag', () => {
  it('counts hits, wrong ones and missed ones', () => {
    // At 0.5: said of 0.9, 0.5, 0.6; two of these are right, and one of three is missed.
    const metrics = measureTag([0.9, 0.5, 0.6, 0.4, 0.1], [yes, yes, no, yes, no], 0.5)
    expect(metrics).toEqual({
      support: 3,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
      averagePrecision: (1 + 2 / 3 + 3 / 4) / 3,
    })
  })

  it('leaves open what cannot be told', () => {
    const absent = { support: 0, recall: null, averagePrecision: null }
    expect(measureTag([0.1, 0.2], [no, no], 0.5)).toEqual({ ...absent, precision: null, f1: null })
    expect(measureTag([0.1, 0.7], [no, no], 0.5)).toEqual({ ...absent, precision: 0, f1: 0 })
    expect(measureTag([0.1, 0.2], [no, yes], 0.5)).toEqual({
      support: 1,
      precision: null,
      recall: 0,
      f1: 0,
      averagePrecision: 1,
    })
    expect(measureTag([], [], 0.5)).toEqual({ ...absent, precision: null, f1: null })
  })
})

describe('averagePrecision', () => {
  it.each<[string, number[], boolean[], number | null]>([
    ['a perfect order', [0.9, 0.8, 0.2, 0.1], [yes, yes, no, no], 1],
    ['the worst order', [0.1, 0.2, 0.8, 0.9], [yes, yes, no, no], (1 / 3 + 2 / 4) / 2],
    ['all equal: the frequency', [0.5, 0.5, 0.5, 0.5], [yes, no, no, no], 1 / 4],
    ['a tie in the middle', [0.9, 0.5, 0.5, 0.1], [yes, yes, no, yes], (1 + 2 / 3 + 3 / 4) / 3],
    ['a tie of two present', [0.9, 0.5, 0.5, 0.5], [no, yes, yes, no], 2 / 4],
    ['everything present', [0.3, 0.2], [yes, yes], 1],
    ['nothing present', [0.3, 0.2], [no, no], null],
    ['no pictures', [], [], null],
  ])('%s', (_, probabilities, present, expected) => {
    const measured = averagePrecision(probabilities, present)
    if (expected === null) expect(measured).toBeNull()
    else expect(measured).toBeCloseTo(expected, 12)
    const backwards = averagePrecision([...probabilities].reverse(), [...present].reverse())
    expect(backwards).toBe(measured)
  })
})

describe('calibrationError', () => {
  it('weighs the differences by bins', () => {
    // Two bins: 0.2 and 0.4 with frequency 1/2, mean 0.3; 0.9 and 1 with frequency 1, mean 0.95.
    expect(calibrationError([0.2, 0.4, 0.9, 1], [yes, no, yes, yes], 2)).toBeCloseTo((0.2 + 0.05) / 2, 12)
    expect(calibrationError([0, 1], [no, yes])).toBe(0)
    expect(calibrationError([0, 1], [yes, no])).toBe(1)
  })
})
