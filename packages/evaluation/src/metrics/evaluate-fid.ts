import { type Condition, InvalidInputError, throwIfAborted } from '@animegan/core'
import { collectStatistics } from '../features/collect-statistics.js'
import type { FeatureStatistics } from '../features/feature-statistics.js'
import { measureFrechetDistance, warnOfFew } from './frechet-distance.js'
import { drawTrialPlaces } from './trial-places.js'

/** Real pictures that can be read at any place. */
export interface RealFeatures {
  /** Number of pictures. */
  count: number
  /** Features of each. */
  size: number
  /** Features of the pictures at these places: [places, size]. */
  read(places: readonly number[]): Promise<Float32Array> | Float32Array
  /** The tags, and attributes, of a picture. */
  conditionOf(place: number): Condition
}

export interface EvaluateFidOptions<Pictures> {
  real: RealFeatures
  /** Draws a picture for each condition. The first has this seed, and the next the seeds after it. */
  drawFakes: (conditions: Condition[], seed: number, signal?: AbortSignal) => Promise<Pictures>
  /** Features of what was drawn, [pictures, real.size], by what made those of the real pictures. */
  extract: (pictures: Pictures, signal?: AbortSignal) => Promise<Float32Array>
  /**
   * `sampled`, the paper's: in each trial as many real pictures as fakes, drawn at random. `all`, as FID is usually given: every
   * real picture, against fakes for the tags of pictures drawn at random. Default `sampled`.
   */
  reals?: 'sampled' | 'all' | undefined
  /** Fakes in a trial. Default 12,800, the paper's; with `sampled`, no more than there are real pictures. */
  samples?: number | undefined
  /** Default 5, the paper's. */
  trials?: number | undefined
  /** Decides which pictures and which fakes. Default 0. */
  seed?: number | undefined
  /** Fakes that are drawn together. Default 64. */
  batchSize?: number | undefined
  /**
   * FID of the first trials, from an earlier call with the same options that was stopped: these are not done again. A trial depends
   * on its number and the seed, not on the others.
   */
  finished?: readonly number[] | undefined
  signal?: AbortSignal | undefined
  /** Called after every trial with FID of all so far, to be kept as `finished`. */
  onTrial?: ((trials: readonly number[]) => void | Promise<void>) | undefined
  /** Called after every batch, in fakes of all trials. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

const paperSamples = 12_800
const paperTrials = 5

/** FID over several trials. */
export interface FidEvaluation {
  /** FID of each trial. */
  trials: number[]
  mean: number
  /** The largest less the smallest of the trials, which the paper gives in brackets. */
  range: number
  /** Fakes in a trial. */
  samples: number
  /** Real pictures in a trial. */
  reals: number
  /** Sentences for people. */
  warnings: string[]
}

/**
 * FID by the protocol of the paper's Table 3: in each trial 12,800 real pictures and a fake for the tags of each, 5 trials, their mean
 * and what the largest and the smallest differ by. Holds a batch, and statistics as `measureFrechetDistance` does.
 *
 * Throws `INVALID_OPTION`, `INVALID_DATA` for fewer than two real pictures, `ABORTED`, `INVALID_SHAPE` for fakes of other features, what `measureFrechetDistance` throws, and what the
 * functions throw that are handed in.
 */
export async function evaluateFid<Pictures>(options: EvaluateFidOptions<Pictures>): Promise<FidEvaluation> {
  const { real, reals = 'sampled', trials = paperTrials, seed = 0, batchSize = 64, signal } = options
  const wanted = options.samples ?? paperSamples
  for (const [name, value] of Object.entries({ samples: wanted, trials, batchSize })) {
    if (Number.isSafeInteger(value) && value >= 1) continue
    throw new InvalidInputError('INVALID_OPTION', `${name}: expected an integer from 1, got ${value}`)
  }
  if (real.count < 2) {
    throw new InvalidInputError('INVALID_DATA', `FID: expected two real pictures or more, got ${real.count}`)
  }
  const samples = reals === 'sampled' ? Math.min(wanted, real.count) : wanted
  const usesAll = reals === 'all' || samples === real.count
  const realCount = usesAll ? real.count : samples
  const everyPlace = Array.from({ length: real.count }, (_, place) => place)
  const all = usesAll ? await describeReal(real, everyPlace, batchSize, signal) : undefined

  const distances = (options.finished ?? []).slice(0, trials)
  while (distances.length < trials) {
    const trial = distances.length
    const places = drawTrialPlaces({ count: real.count, samples, seed, trial })
    const before = trial * samples
    const fake = await describeFakes(options, places, seed + before, batchSize, (done) =>
      options.onProgress?.({ done: before + done, total: trials * samples }),
    )
    const statistics = all ?? (await describeReal(real, places, batchSize, signal))
    const { distance } = await measureFrechetDistance(statistics, fake, { signal })
    distances.push(distance)
    await options.onTrial?.([...distances])
  }
  return {
    trials: distances,
    mean: distances.reduce((sum, distance) => sum + distance, 0) / trials,
    range: Math.max(...distances) - Math.min(...distances),
    samples,
    reals: realCount,
    warnings: [
      ...(samples < wanted
        ? [`${wanted} real pictures were asked for, there are ${real.count}: FID of fewer pictures is higher`]
        : []),
      ...warnOfFew('real', realCount, real.size),
      ...warnOfFew('fake', samples, real.size),
    ],
  }
}

/** Which of `count` real pictures {@link evaluateFid} reads with the same options, to extract the features of no others. */
export function listFidPlaces(
  count: number,
  {
    reals = 'sampled',
    samples = paperSamples,
    trials = paperTrials,
    seed = 0,
  }: Pick<EvaluateFidOptions<unknown>, 'reals' | 'samples' | 'trials' | 'seed'>,
): number[] {
  if (reals === 'all' || samples >= count) return Array.from({ length: count }, (_, place) => place)
  const places = Array.from({ length: trials }, (_, trial) =>
    drawTrialPlaces({ count, samples, seed, trial }),
  )
  return [...new Set(places.flat())]
}

function* splitInto<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

function describeReal(
  real: RealFeatures,
  places: readonly number[],
  batchSize: number,
  signal: AbortSignal | undefined,
): Promise<FeatureStatistics> {
  async function* read() {
    for (const batch of splitInto(places, batchSize)) yield await real.read(batch)
  }
  return collectStatistics(read(), real.size, { signal })
}

function describeFakes<Pictures>(
  { real, drawFakes, extract, signal }: EvaluateFidOptions<Pictures>,
  places: readonly number[],
  firstSeed: number,
  batchSize: number,
  onDone: (done: number) => void,
): Promise<FeatureStatistics> {
  async function* draw() {
    let done = 0
    for (const batch of splitInto(places, batchSize)) {
      throwIfAborted(signal, 'FID')
      const conditions = batch.map((place) => real.conditionOf(place))
      const features = await extract(await drawFakes(conditions, firstSeed + done, signal), signal)
      if (features.length !== batch.length * real.size) {
        throw new InvalidInputError(
          'INVALID_SHAPE',
          `features of fakes: expected ${batch.length} rows of ${real.size} numbers, got ${features.length} numbers; use one extractor for real pictures and fakes`,
        )
      }
      yield features
      done += batch.length
      onDone(done)
    }
  }
  return collectStatistics(draw(), real.size, { signal })
}
