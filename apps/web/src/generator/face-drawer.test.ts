import { AnimeganError, type Face, type FacePlan } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { FaceDrawer, type WantedFace } from './face-drawer'

/** A drawer whose faces are drawn when the test says so. */
function createHeldDrawer() {
  const runs: { seed: number; signal: AbortSignal; finish(): void; fail(error: unknown): void }[] = []
  const drawer = new FaceDrawer(
    (plan, signal) =>
      new Promise<Face>((resolve, reject) => {
        const seed = plan.seed!
        const face = { ...plan, pixels: new Float32Array(3), width: 1, height: 1 }
        runs.push({ seed, signal, finish: () => resolve(face), fail: reject })
      }),
  )
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  const finish = async () => {
    runs.at(-1)!.finish()
    await settle()
  }
  return { drawer, runs, finish, settle, seeds: () => runs.map(({ seed }) => seed) }
}

const want = (...seeds: number[]): WantedFace[] =>
  seeds.map((seed) => ({ key: `${seed}`, plan: { seed } as FacePlan }))

describe('FaceDrawer', () => {
  it('draws one after the other, and nothing twice', async () => {
    const { drawer, finish, seeds } = createHeldDrawer()
    drawer.want(want(1, 2))
    expect(drawer.getState().drawing).toEqual({ done: 0, total: 2 })
    await finish()
    expect(drawer.find('1')?.seed).toBe(1)
    expect(drawer.getState().drawing).toEqual({ done: 1, total: 2 })
    await finish()
    expect(drawer.getState().drawing).toBeUndefined()
    drawer.want(want(2, 1))
    expect(seeds()).toEqual([1, 2])
  })

  it('goes on with what is still wanted, and then with the most urgent', async () => {
    const { drawer, runs, finish, seeds } = createHeldDrawer()
    drawer.want(want(1, 2, 3))
    drawer.want(want(9, 1))
    expect(runs[0]!.signal.aborted).toBe(false)
    await finish()
    expect(seeds()).toEqual([1, 9])
  })

  it('gives up what is wanted no longer, at once', async () => {
    const { drawer, runs, settle, seeds } = createHeldDrawer()
    drawer.want(want(1))
    drawer.want(want(2))
    expect(runs[0]!.signal.aborted).toBe(true)
    runs[0]!.fail(new AnimeganError('ABORTED', 'aborted'))
    await settle()
    expect(seeds()).toEqual([1, 2])
    expect(drawer.getState()).toEqual({ drawing: { done: 0, total: 1 }, error: undefined })
  })

  it('stops at an error until it is tried again', async () => {
    const { drawer, runs, settle, seeds } = createHeldDrawer()
    drawer.want(want(1, 2))
    runs[0]!.fail(new AnimeganError('INVALID_SHAPE', 'broken'))
    await settle()
    expect(drawer.getState()).toMatchObject({ drawing: undefined, error: { code: 'INVALID_SHAPE' } })
    drawer.retry()
    expect(drawer.getState().error).toBeUndefined()
    expect(seeds()).toEqual([1, 1])
  })

  it('draws nothing more once it is disposed of', async () => {
    const { drawer, runs, settle } = createHeldDrawer()
    drawer.want(want(1, 2))
    drawer[Symbol.dispose]()
    expect(runs[0]!.signal.aborted).toBe(true)
    runs[0]!.finish()
    await settle()
    expect(runs).toHaveLength(1)
  })
})
