import { type CreateSession, isOnDevice } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { chooseSoftwareAdapter } from '@animegan/runtime-node/testing/software-adapter'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRecordedRunner } from './steps/run-step.js'
import { buildTrainingStep } from './steps/training-step.js'
import { largestDifference } from './testing/compare-runners.js'
import { largestOf, stepInputs } from './testing/step-inputs.js'
import { tinyConfig, tinyData } from './testing/tiny-config.js'
import { Trainer } from './trainer.js'
import { initialState } from './training-state.js'

let missing: string | undefined
beforeAll(async () => {
  missing = await chooseSoftwareAdapter()
})

/** The software adapter translates every shader when it is first used: a minute and more for a step. */
const timeout = 900_000

describe('on WebGPU', () => {
  it('a step with penalty gives what it gives on the CPU, within 2e-5 of the largest entry of each tensor', {
    timeout,
  }, async ({ skip }) => {
    if (missing !== undefined) skip(missing)
    const step = buildTrainingStep(tinyConfig, { penalty: true })
    const inputs = stepInputs(tinyConfig, { moments: true })
    const run = async (device: 'cpu' | 'webgpu') => {
      const runner = await createRecordedRunner(step, createSession, { device, threads: 1 })
      const outputs = await runner.run(inputs)
      await runner.dispose()
      return outputs
    }
    const [expected, computed] = [await run('cpu'), await run('webgpu')]
    expect(Object.keys(computed).sort()).toEqual(Object.keys(expected).sort())
    for (const [name, { data, shape }] of Object.entries(expected)) {
      expect(computed[name]!.shape, name).toEqual(shape)
      const difference = largestDifference(computed[name]!.data, data)
      expect(difference, name).toBeLessThanOrEqual(2e-5 * largestOf(data))
    }
  })

  it('the state stays on the device between steps, and the metrics are those of the CPU within 1e-3', {
    timeout,
  }, async ({ skip }) => {
    if (missing !== undefined) skip(missing)
    const fed: string[][] = []
    const spy: CreateSession = async (model, options) => {
      const session = await createSession(model, options)
      const { runOnDevice } = session
      if (runOnDevice === undefined) return session
      return {
        ...session,
        runOnDevice: (feeds) => {
          fed.push(Object.keys(feeds).filter((name) => !isOnDevice(feeds[name]!)))
          return runOnDevice(feeds)
        },
      }
    }
    const train = async (device: 'cpu' | 'webgpu') => {
      const from = { state: initialState(tinyConfig), step: 0 }
      await using trainer = await Trainer.create(tinyConfig, tinyData(), from, spy, { device, threads: 1 })
      const metrics = [await trainer.advance(), await trainer.advance(), await trainer.advance()]
      return { metrics, state: await trainer.readState() }
    }
    const [cpu, webgpu] = [await train('cpu'), await train('webgpu')]
    webgpu.metrics.forEach((metrics, step) => {
      for (const [name, value] of Object.entries(cpu.metrics[step]!)) {
        const difference = Math.abs(metrics[name]! - value)
        expect(difference, `${name} of step ${step + 1}`).toBeLessThan(1e-3 * Math.max(1, Math.abs(value)))
      }
    })
    for (const [name, { data, shape }] of Object.entries(cpu.state)) {
      expect(webgpu.state[name]!.shape, name).toEqual(shape)
      expect(webgpu.state[name]!.data.every(Number.isFinite), name).toBe(true)
      expect(webgpu.state[name]!.data).toHaveLength(data.length)
    }
    // The first step begins in memory; from the second on only data and scalars are uploaded.
    expect(fed).toHaveLength(3)
    const uploaded = new Set(fed.slice(1).flat())
    expect([...uploaded].filter((name) => name in cpu.state)).toEqual([])
    expect(uploaded).toContain('images')
  })
})
