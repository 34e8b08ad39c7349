import { expect, it } from 'vitest'
import { MetricsWindow } from './metrics-window.js'

it('averages what came since the last report, each number over the steps that have it', () => {
  const window = new MetricsWindow()
  expect(window.take()).toBe(undefined)
  window.add({ loss: 1, penalty: 8 })
  window.add({ loss: 3 })
  expect(window.take()).toMatchObject({ metrics: { loss: 2, penalty: 8 } })
  window.add({ loss: 5 })
  const report = window.take()
  expect(report?.metrics).toEqual({ loss: 5 })
  expect(report?.stepsPerSecond).toBeGreaterThan(0)
  expect(window.take()).toBe(undefined)
})
