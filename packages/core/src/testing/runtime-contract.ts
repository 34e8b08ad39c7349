import { describe, expect, it } from 'vitest'
import type { Face } from '../face.js'
import type { GenerateOptions } from '../generate.js'
import type { InterpolateOptions } from '../interpolate.js'
import type { WeightsManifest } from '../weights-manifest.js'

/** What every runtime's generator can do. */
interface ContractGenerator {
  readonly manifest: WeightsManifest
  generate(options?: GenerateOptions): Promise<Face[]>
  interpolate(options: InterpolateOptions): Promise<Face[]>
  dispose(): Promise<void>
}

/**
 * Something to be done with a new generator of the package's `synthetic` weights. It may run in another process: it uses nothing from
 * around it, and what it gives passes through JSON.
 */
export type Scenario<Result> = (generator: ContractGenerator) => Promise<Result>

/** Plays a scenario where the runtime is. */
export type PlayScenario = <Result>(scenario: Scenario<Result>) => Promise<Result>

/** The tests that every runtime passes: the same options give the same faces, events and errors everywhere. */
export function describeRuntime(name: string, play: PlayScenario): void {
  describe(`${name} as a runtime`, () => {
    it('draws what is asked for', async () => {
      const { faces, ...side } = await play(async (generator) => {
        const drawn = await generator.generate({
          tags: 'blonde hair, smile',
          seed: 7,
          count: 2,
          truncation: 0.8,
        })
        const faces = drawn.map(({ pixels, latent, condition, ...rest }) => ({
          ...rest,
          lengths: [pixels.length, latent.length, condition.length],
          range: pixels.every((value) => Math.abs(value) <= 1.05),
          spread: Math.max(...pixels) - Math.min(...pixels),
        }))
        return { faces, resolution: generator.manifest.output.resolution }
      })
      const { resolution } = side
      expect(faces.map(({ seed }) => seed)).toEqual([7, 8])
      for (const face of faces) {
        expect(face).toMatchObject({ width: resolution, height: resolution, range: true })
        expect(face.tags).toEqual(expect.arrayContaining(['blonde-hair', 'smile']))
        expect(face.lengths).toEqual([3 * resolution ** 2, 128, 34])
        expect(face.spread).toBeGreaterThan(1)
      }
    })

    it('draws the same face alone, in a batch, beside other calls and from its vectors', async () => {
      const distances = await play(async (generator) => {
        const [alone] = await generator.generate({ seed: 3 })
        const measure = (face: Face | undefined) =>
          Math.max(...alone!.pixels.map((value, i) => Math.abs(value - face!.pixels[i]!)))
        const [batch, others] = await Promise.all([
          generator.generate({ seed: 1, count: 4, batchSize: 4 }),
          generator.generate({ seeds: [90, 3] }),
        ])
        const { latent, condition } = alone!
        const [given] = await generator.generate({ latents: latent, conditions: condition })
        return [measure(batch[2]), measure(others[1]), measure(given), measure(others[0])]
      })
      for (const distance of distances.slice(0, 3)) expect(distance).toBeLessThan(1e-4)
      expect(distances[3]).toBeGreaterThan(0.1)
    })

    it('draws the way from one face to another', async () => {
      const { ends, positions } = await play(async (generator) => {
        const way = await generator.interpolate({ seeds: [7, 85], steps: 4, tags: 'blue hair' })
        const faces = await generator.generate({ seeds: [7, 85], tags: 'blue hair' })
        const measure = (a: Face, b: Face) =>
          Math.max(...a.pixels.map((value, i) => Math.abs(value - b.pixels[i]!)))
        return {
          ends: [measure(way[0]!, faces[0]!), measure(way[3]!, faces[1]!)],
          positions: way.map(({ between }) => between?.position),
        }
      })
      for (const distance of ends) expect(distance).toBeLessThan(1e-4)
      expect(positions).toEqual([0, 1 / 3, 2 / 3, 1])
    })

    it('says how far it is, and stops when it is told to', async () => {
      const { seen, codes, after } = await play(async (generator) => {
        const codeOf = (work: Promise<unknown>) =>
          work.then(
            () => 'none',
            (error: { code?: string }) => error.code,
          )
        const signal = { aborted: false }
        const seen: [number, number][] = []
        const stopped = generator.generate({
          count: 5,
          signal,
          onProgress: ({ done, total }) => {
            seen.push([done, total])
            if (done === 2) signal.aborted = true
          },
        })
        const codes = [await codeOf(stopped), await codeOf(generator.generate({ signal: { aborted: true } }))]
        return { seen, codes, after: (await generator.generate()).length }
      })
      expect(seen).toEqual([
        [1, 5],
        [2, 5],
      ])
      expect(codes).toEqual(['ABORTED', 'ABORTED'])
      expect(after).toBe(1)
    })

    it('refuses what cannot be drawn, with the same words everywhere', async () => {
      const failures = await play(async (generator) => {
        const describeFailure = (work: Promise<unknown>) =>
          work.then(
            () => 'none',
            ({ name, code, message }: Error & { code?: string }) => `${name} ${code}: ${message}`,
          )
        return [
          await describeFailure(generator.generate({ tags: 'blond hair' })),
          await describeFailure(generator.generate({ count: 0 })),
          await describeFailure(generator.generate({ latents: new Float32Array(3) })),
          await describeFailure(generator.interpolate({ seeds: [1, 2], steps: 1 })),
        ]
      })
      expect(failures).toEqual([
        'InvalidInputError UNKNOWN_TAG: unknown tag "blond hair": did you mean "blonde hair"?',
        'InvalidInputError INVALID_OPTION: count: expected an integer from 1, got 0',
        'InvalidInputError INVALID_SHAPE: latents: expected 128 numbers for each face, got 3 in all',
        expect.stringMatching(/^InvalidInputError INVALID_OPTION: steps: /),
      ])
    })

    it('can be disposed of twice, and draws nothing afterwards', async () => {
      const code = await play(async (generator) => {
        await generator.dispose()
        await generator.dispose()
        return await generator.generate().then(
          () => 'none',
          (error: { code?: string }) => error.code,
        )
      })
      expect(code).toBe('DISPOSED')
    })
  })
}
