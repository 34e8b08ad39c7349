import type { MetricsRecord } from '@animegan/train'
import { nameMetric } from './metric-names.js'

/** Curves that are drawn together. */
export interface RunChart {
  title: string
  /** What a reader should look for. */
  note: string
  /** Values are parts of a whole, 0 to 1. */
  isPart: boolean
  /** Few values, each measured by itself: points, which are not averaged. */
  isSparse: boolean
  series: { label: string; color: number; values: (number | null)[] }[]
}

interface ChartPlan {
  title: string
  note: string
  /** The part of a metric's name after the slash. */
  terms: readonly string[]
}

const plans: readonly ChartPlan[] = [
  {
    title: 'FID',
    note: 'Of the averaged generator at its checkpoints, by animegan evaluate curve. Lower is better.',
    terms: ['fid'],
  },
  {
    title: 'Adversarial loss',
    note: 'D and G pull against each other: neither should stay near 0, or run away.',
    terms: ['adversarial'],
  },
  {
    title: 'What D judges rightly',
    note: 'Around 60 to 90% both learn. At 100% for long, D has won.',
    terms: ['accuracyReal', 'accuracyFake'],
  },
  {
    title: 'Tag loss',
    note: 'Of D on real pictures, of G on the tags that it was asked for. The best checkpoint has the lowest one of G.',
    terms: ['tags'],
  },
  {
    title: 'Tags that are right',
    note: 'D reads them from real pictures; for G, those asked for that D finds.',
    terms: ['accuracyTags'],
  },
  {
    title: 'Gradient penalties',
    note: 'They keep D smooth; they should settle.',
    terms: ['penalty', 'dragan', 'r1', 'r2'],
  },
  { title: 'Gradient norms', note: 'Sudden peaks announce trouble.', terms: ['gradientNorm'] },
  { title: 'Sum of losses', note: 'What each network minimises, with its weights.', terms: ['loss'] },
]

/** Puts all metrics of a run on charts: those that people know in a fixed order, each other kind on one of its own. */
export function planCharts(records: readonly MetricsRecord[]): RunChart[] {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))].filter(
    (name) => name.includes('/') && !name.startsWith('speed/'),
  )
  const known = new Set(plans.flatMap(({ terms }) => terms))
  const others = [...new Set(names.map((name) => nameMetric(name).term))].filter((term) => !known.has(term))
  const all = [
    ...plans,
    ...others.map((term) => ({ title: nameMetric(`/${term}`).label, note: '', terms: [term] })),
  ]
  return all.flatMap(({ title, note, terms }) => {
    const shown = names.filter((name) => terms.includes(nameMetric(name).term))
    if (shown.length === 0) return []
    const { isPart, term } = nameMetric(shown[0]!)
    return [{ title, note, isPart, isSparse: term === 'fid', series: drawSeries(shown, records) }]
  })
}

/** Blue is what is real, or D; orange what is drawn, or G. */
const colors: Readonly<Record<string, number>> = { accuracyReal: 0, accuracyFake: 1 }

function drawSeries(names: readonly string[], records: readonly MetricsRecord[]): RunChart['series'] {
  const sorted = [...names].sort()
  const alone = new Set(sorted.map((name) => nameMetric(name).network)).size === 1
  return sorted.map((name, i) => {
    const { network, label, term } = nameMetric(name)
    const letter = network === 'discriminator' ? 'D' : network === 'generator' ? 'G' : network
    return {
      label: alone ? label : letter,
      color: alone ? (colors[term] ?? i % 4) : network === 'generator' ? 1 : 0,
      values: records.map((record) => record[name] ?? null),
    }
  })
}
