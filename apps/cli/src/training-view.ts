import type { StepMetrics, TrainingProgress } from '@animegan/train'
import { formatDuration } from './duration.js'
import { formatMetric, nameMetric } from './metric-names.js'
import { drawSparkline } from './sparkline.js'

/** What the live view of a training shows. */
export interface TrainingViewState {
  preset: string
  steps: number
  /** Steps done. */
  step: number
  batchSize: number
  /** Seconds since the session began. */
  elapsed: number
  /** The last reports, oldest first. */
  reports: readonly TrainingProgress[]
  /** The user has asked for the end. */
  stopping: boolean
}

const terms = ['adversarial', 'tags', 'accuracyReal', 'accuracyFake', 'accuracyTags', 'gradientNorm'] as const

/** Draws the view as text of at most `columns` characters a line. */
export function drawTrainingView(state: TrainingViewState, columns: number): string {
  const width = Math.max(20, Math.min(columns - 1, 100))
  const lines = [drawHead(state, width), drawPace(state), '']
  const latest = state.reports.at(-1)
  if (latest === undefined) lines.push('waiting for the first report')
  else {
    lines.push(...drawNetwork('D', 'discriminator', latest.metrics, state.reports, width))
    lines.push('', ...drawNetwork('G', 'generator', latest.metrics, state.reports, width))
  }
  lines.push(
    '',
    state.stopping ? 'stopping after this step, with a checkpoint' : 'Ctrl-C stops with a checkpoint',
  )
  return lines.map((line) => line.slice(0, width)).join('\n')
}

const group = (value: number): string => value.toLocaleString('en')

function drawHead({ preset, step, steps }: TrainingViewState, width: number): string {
  const part = Math.min(1, step / steps)
  const left = `${preset}  step ${group(step)} of ${group(steps)}  `
  const right = `  ${Math.floor(100 * part)}%`
  const room = Math.min(40, width - left.length - right.length)
  if (room < 4) return left + right
  const filled = Math.round(part * room)
  return `${left}${'█'.repeat(filled)}${'░'.repeat(room - filled)}${right}`
}

/** The pace of the last minute or so: it follows when the machine gets busy. */
function measurePace(reports: readonly TrainingProgress[]): number | undefined {
  const recent = reports.slice(-10)
  const seconds = recent.reduce((sum, { stepsPerSecond }) => sum + 1 / stepsPerSecond, 0)
  return recent.length === 0 ? undefined : recent.length / seconds
}

function drawPace({ reports, step, steps, batchSize, elapsed }: TrainingViewState): string {
  const pace = measurePace(reports)
  const known = (texts: (pace: number) => string[]) => (pace === undefined ? [] : texts(pace))
  // What matters least comes last: a narrow terminal cuts it off.
  return [
    `${group(step * batchSize)} images seen`,
    ...known((pace) => [`${pace.toFixed(2)} steps/s`, `${formatDuration((steps - step) / pace)} left`]),
    `${formatDuration(elapsed)} so far`,
    ...known((pace) => [`${(pace * batchSize).toFixed(1)} images/s`]),
  ].join('   ')
}

function drawNetwork(
  letter: string,
  network: string,
  latest: StepMetrics,
  reports: readonly TrainingProgress[],
  width: number,
): string[] {
  const names = Object.keys(latest).filter((name) => nameMetric(name).network === network)
  const penalties = names.filter((name) => nameMetric(name).isPenalty)
  const shown = [
    ...terms.map((term) => `${network}/${term}`).filter((name) => names.includes(name)),
    ...penalties,
  ]
  return shown.map((name, i) => {
    const history = reports.map(({ metrics }) => metrics[name]).filter((value) => value !== undefined)
    const label = `${i === 0 ? letter : ' '} ${nameMetric(name).label}`.padEnd(18)
    const value = formatMetric(name, latest[name]).padStart(8)
    return `${label}${value}  ${drawSparkline(history, Math.min(60, width - 28))}`
  })
}
