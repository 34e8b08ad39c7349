import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawFeatures } from '../testing/draw-features.js'
import { collectStatistics } from './collect-statistics.js'
import { FeatureStatistics } from './feature-statistics.js'
import { loadStatistics, saveStatistics } from './statistics-file.js'

const size = 13
const { features } = drawFeatures({ seed: 1, count: 700, size })

/** By the definition, in two passes. */
function computeCovariance(): { mean: number[]; covariance: number[] } {
  const count = features.length / size
  const columns = Array.from({ length: size }, (_, j) => features.filter((_, i) => i % size === j))
  const mean = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / count)
  const entry = (a: number, b: number) =>
    columns[a]!.reduce((sum, value, i) => sum + (value - mean[a]!) * (columns[b]![i]! - mean[b]!), 0) /
    (count - 1)
  return { mean, covariance: columns.flatMap((_, a) => columns.map((_, b) => entry(a, b))) }
}

function addAll(statistics: FeatureStatistics, rows: number, numbers = features): FeatureStatistics {
  for (let i = 0; i < numbers.length; i += rows * size) statistics.add(numbers.subarray(i, i + rows * size))
  return statistics
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)))

describe('FeatureStatistics', () => {
  it.each([1, 7, 256, 300, 700])('gives mean and covariance of batches of %i rows', (rows) => {
    const { mean, covariance } = computeCovariance()
    const statistics = addAll(new FeatureStatistics(size), rows)
    expect(statistics.count).toBe(700)
    expect(largestDifference(statistics.collect().mean, mean)).toBeLessThan(1e-6)
    expect(largestDifference(statistics.covariance(), covariance)).toBeLessThan(1e-6)
  })

  it('is as exact far from 0', () => {
    const near = new FeatureStatistics(1)
    const far = new FeatureStatistics(1)
    for (let i = 0; i < 1000; i++) {
      near.add(Float32Array.of(i % 4))
      far.add(Float32Array.of(1e6 + (i % 4)))
    }
    expect(Math.abs(far.covariance()[0]! / near.covariance()[0]! - 1)).toBeLessThan(1e-12)
  })

  it('is merged from parts', () => {
    const whole = addAll(new FeatureStatistics(size), 100)
    const merged = addAll(new FeatureStatistics(size), 50, features.subarray(0, 300 * size))
    merged.merge(addAll(new FeatureStatistics(size), 400, features.subarray(300 * size)))
    merged.merge(new FeatureStatistics(size))
    expect(merged.count).toBe(700)
    expect(largestDifference(merged.covariance(), whole.covariance())).toBeLessThan(1e-12)
    expect(() => merged.merge(new FeatureStatistics(size + 1))).toThrow(
      'statistics of 14 features into those of 13',
    )
  })

  it('names the row of a number that is not finite, and takes none of its batch', () => {
    const statistics = addAll(new FeatureStatistics(size), 700)
    const broken = features.slice(0, 3 * size)
    broken[2 * size + 5] = Number.NaN
    expect(() => statistics.add(broken)).toThrow('features: row 702 holds NaN at 5')
    expect(statistics.count).toBe(700)
  })

  it('refuses what are no whole rows, and widths that it cannot hold', () => {
    const statistics = new FeatureStatistics(size)
    expect(() => statistics.add(new Float32Array(size + 1))).toThrow('whole rows of 13 numbers, got 14')
    expect(() => statistics.covariance()).toThrow('expected two pictures or more, got 0')
    expect(() => new FeatureStatistics(5000)).toThrow('expected an integer from 1 to 4096, got 5000')
  })
})

describe('collectStatistics', () => {
  it('takes batches that come one after the other, and tells how far it is', async () => {
    async function* readBatches() {
      for (let i = 0; i < features.length; i += 350 * size) yield features.subarray(i, i + 350 * size)
    }
    const progress: number[] = []
    const statistics = await collectStatistics(readBatches(), size, {
      onProgress: ({ done }) => progress.push(done),
    })
    expect(progress).toEqual([256, 350, 606, 700])
    expect(statistics.covariance()).toEqual(addAll(new FeatureStatistics(size), 700).covariance())
  })

  it('can be stopped', async () => {
    const stopped = collectStatistics([features], size, { signal: AbortSignal.abort() })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

describe('saveStatistics', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'animegan-statistics-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('keeps every bit, so that more can be added', async () => {
    const path = join(folder, 'some.safetensors')
    const statistics = addAll(new FeatureStatistics(size), 100, features.subarray(0, 300 * size))
    await saveStatistics(statistics, path)
    const loaded = await loadStatistics(path)
    expect(loaded.covariance()).toEqual(statistics.covariance())
    for (const each of [loaded, statistics]) addAll(each, 100, features.subarray(300 * size))
    expect(loaded.collect()).toEqual(statistics.collect())
  })

  it('refuses any other file', async () => {
    await expect(loadStatistics(join(folder, 'none'))).rejects.toThrow('cannot read statistics from')
    const path = join(folder, 'whole.safetensors')
    await saveStatistics(addAll(new FeatureStatistics(size), 700), path)
    const whole = await readFile(path)
    const others = [Buffer.alloc(0), Buffer.from('no statistics at all'), whole.subarray(0, -8)]
    for (const bytes of others) {
      await writeFile(join(folder, 'other'), bytes)
      await expect(loadStatistics(join(folder, 'other'))).rejects.toMatchObject({ code: 'INVALID_DATA' })
    }
  })

  it('says where it cannot write', async () => {
    const path = join(folder, 'absent', 'x.safetensors')
    await expect(saveStatistics(new FeatureStatistics(1), path)).rejects.toThrow(
      `cannot write statistics to ${path}`,
    )
  })
})
