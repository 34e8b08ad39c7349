import { describe, expect, it } from 'vitest'
import { BatchQueue } from './batch-queue.js'
import { prepareStep } from './prepare-step.js'
import type { StepValues } from './steps/run-step.js'
import { tinyConfig, tinyData } from './testing/tiny-config.js'
import { shareData } from './training-batch.js'

const config = { ...tinyConfig, augmentation: { colour: 0.3, translation: 0.2, cutout: 0.2 } }

describe('BatchQueue', () => {
  it('gives what the step would have prepared itself, in any order of steps', async () => {
    const data = tinyData()
    const queue = new BatchQueue<StepValues>('training-worker', { config, data: shareData(data) })
    try {
      for (const step of [0, 1, 2, 7, 3])
        expect(await queue.take(step)).toEqual(prepareStep(config, data, step))
    } finally {
      await queue.dispose()
    }
  })

  it('passes on what goes wrong in the thread', async () => {
    const queue = new BatchQueue<StepValues>('training-worker', { config, data: { size: 1 } })
    await expect(queue.take(0)).rejects.toThrow(/undefined/)
    await queue.dispose()
  })
})

describe('shareData', () => {
  it('copies into memory that threads share, once', () => {
    const data = tinyData()
    const shared = shareData(data)
    expect(shared).toEqual(data)
    expect(shared.images.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(shareData(shared).images).toBe(shared.images)
    expect(shareData(shared).conditions).toBe(shared.conditions)
  })
})
