/** How well one tag is recognised. What cannot be told, because it would be 0 / 0, is null. */
export interface TagMetrics {
  /** Pictures that have the tag. */
  support: number
  /** Of the pictures said to have the tag, the part that has it; null when none was said to. */
  precision: number | null
  /** Of the pictures that have the tag, the part said to; null when none has it. */
  recall: number | null
  /** Harmonic mean of precision and recall; null when none has the tag and none was said to. */
  f1: number | null
  /** Precision averaged over recall, from 0 to 1: 1 when all that have the tag come before all others; null when none has it. */
  averagePrecision: number | null
}

/**
 * Measures probabilities of one tag against the truth.
 *
 * @param probabilities one a picture
 * @param present whether each picture has the tag
 * @param threshold from this probability on, a picture is said to have the tag
 */
export function measureTag(
  probabilities: ArrayLike<number>,
  present: ArrayLike<boolean>,
  threshold: number,
): TagMetrics {
  const counts = { hit: 0, wrong: 0, missed: 0 }
  for (let i = 0; i < probabilities.length; i++) {
    const said = probabilities[i]! >= threshold
    if (said) counts[present[i] ? 'hit' : 'wrong']++
    else if (present[i]) counts.missed++
  }
  const { hit, wrong, missed } = counts
  return {
    support: hit + missed,
    precision: share(hit, hit + wrong),
    recall: share(hit, hit + missed),
    f1: share(2 * hit, 2 * hit + wrong + missed),
    averagePrecision: averagePrecision(probabilities, present),
  }
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/**
 * The sum over thresholds of precision times the gain in recall. Pictures with equal probability pass a threshold together,
 * so their order does not matter. Null when no picture has the tag.
 */
export function averagePrecision(
  probabilities: ArrayLike<number>,
  present: ArrayLike<boolean>,
): number | null {
  const order = Array.from({ length: probabilities.length }, (_, i) => i)
  order.sort((a, b) => probabilities[b]! - probabilities[a]!)
  let [hits, sum] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    let gained = 0
    for (; to < order.length && probabilities[order[to]!] === probabilities[order[from]!]; to++) {
      if (present[order[to]!]) gained++
    }
    hits += gained
    sum += gained * (hits / to)
    from = to
  }
  return share(sum, hits)
}

/**
 * How far probabilities are from frequencies (expected calibration error, Guo et al. 2017): pairs of picture and tag are
 * sorted into equal bins by probability; the differences between mean probability and frequency are averaged, weighted by
 * the bins' contents. 0 is perfect.
 */
export function calibrationError(
  probabilities: ArrayLike<number>,
  present: ArrayLike<boolean>,
  bins = 15,
): number {
  const excess = new Float64Array(bins)
  for (let i = 0; i < probabilities.length; i++) {
    const bin = Math.min(Math.floor(probabilities[i]! * bins), bins - 1)
    excess[bin]! += probabilities[i]! - Number(present[i])
  }
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / probabilities.length
}
