/** What a metric of a training is called where people read it. */
export interface MetricName {
  /** `discriminator` or `generator`. */
  network: string
  /** The part after the slash, such as `accuracyReal`. */
  term: string
  label: string
  /** A part of a whole, 0 to 1, shown in per cent. */
  isPart: boolean
  /** Not a loss that every GAN has: a gradient penalty, by its name. */
  isPenalty: boolean
}

const labels: Readonly<Record<string, string>> = {
  adversarial: 'adversarial',
  tags: 'tags',
  accuracyReal: 'right on real',
  accuracyFake: 'right on fakes',
  accuracyTags: 'tags right',
  loss: 'sum of losses',
  gradientNorm: 'gradient',
  attributes: 'attributes',
  fid: 'FID',
}

const penalties: Readonly<Record<string, string>> = {
  penalty: 'penalty',
  dragan: 'DRAGAN',
  r1: 'R1',
  r2: 'R2',
}

/** Reads `discriminator/accuracyReal`; what is not known keeps its own name. */
export function nameMetric(name: string): MetricName {
  const [network = '', term = name] = name.split('/')
  const isPenalty = Object.hasOwn(penalties, term)
  return {
    network,
    term,
    label: labels[term] ?? penalties[term] ?? term,
    isPart: term.startsWith('accuracy'),
    isPenalty,
  }
}

/** A metric's value in few characters: per cent for a part, else three or four digits. */
export function formatMetric(name: string, value: number | undefined): string {
  if (value === undefined) return '-'
  if (nameMetric(name).isPart) return `${(100 * value).toFixed(1)}%`
  const size = Math.abs(value)
  if (size >= 1e6) return value.toExponential(2)
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3)
}
