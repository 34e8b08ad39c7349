import type { ModelEntry } from '../entries/model-entry.js'
import type { PrecisionEntry } from '../entries/precision-entry.js'
import { html, type Markup } from '../html.js'
import { formatBytes, formatCount, formatMeasure, formatShare } from '../number-formats.js'
import type { Report } from '../report.js'
import { renderTable, type Section } from '../section.js'

/** A line of the table: what it says of a model, if anything. */
interface Row {
  title: string
  describe(model: ModelEntry): string | Markup | undefined
}

/** The models side by side: which they are, how large, how quick, and how good in a word. */
export function renderModels(report: Report): Section {
  const { models } = report
  const rows = [
    ...identityRows,
    ...sizeRows,
    ...(['fp32', 'fp16', 'int8'] as const).map(describeFile),
    ...listSpeeds(report),
    ...listScores(report),
    hashRow,
  ].flatMap(({ title, describe }) => {
    const cells = models.map(describe)
    if (cells.every((cell) => cell === undefined)) return []
    return [html`<tr><th scope="row">${title}</th>${cells.map((cell) => html`<td>${cell ?? '–'}</td>`)}</tr>`]
  })
  const head = html`<tr><td></td>${models.map(({ id }) => html`<th scope="col">${id}</th>`)}</tr>`
  return { id: 'models', title: 'Models', body: renderTable(head, rows, 'models') }
}

const identityRows: Row[] = [
  { title: 'weights', describe: ({ name, version, dtype }) => `${name} ${version}, ${dtype}` },
  { title: 'what', describe: ({ title }) => title },
  { title: 'licence', describe: ({ licence }) => licence },
  { title: 'credit', describe: ({ credit }) => credit },
]

const sizeRows: Row[] = [
  { title: 'network', describe: ({ architecture }) => architecture },
  { title: 'faces', describe: ({ resolution }) => `${resolution} x ${resolution}` },
  { title: 'asked by', describe: ({ tags, attributes }) => [`${tags} tags`, ...attributes].join(', ') },
  { title: 'parameters', describe: ({ parameters }) => formatCount(parameters.trained) },
  { title: 'work for a face', describe: ({ flops }) => `${(flops / 1e9).toPrecision(3)} GFLOP` },
]

const hashRow: Row = {
  title: 'SHA-256',
  describe: ({ sha256 }) => html`<code title="${sha256}">${sha256.slice(0, 12)}</code>`,
}

function describeFile(dtype: string): Row {
  return {
    title: `${dtype} file`,
    describe: ({ files }) => {
      const file = files.find((file) => file.dtype === dtype)
      return file && formatBytes(file.bytes)
    },
  }
}

function listSpeeds({ speed }: Report): Row[] {
  if (speed === undefined) return []
  const medians = new Map(speed.models.map(({ model, median }) => [model, `${median.toPrecision(3)} ms`]))
  return [{ title: `a face, ${speed.device}`, describe: ({ id }) => medians.get(id) }]
}

/** What sums up each of the tables below. */
function listScores({ fid, precision }: Report): Row[] {
  const estimators = [...new Set(fid.map(({ estimator }) => estimator))]
  const distances = estimators.map((estimator): Row => {
    const own = fid.filter((entry) => entry.estimator === estimator)
    const means = new Map(own.map(({ model, mean }) => [model, formatMeasure(mean)]))
    return { title: `FID by ${estimator}`, describe: ({ id }) => means.get(id) }
  })
  const judges = [...new Set(precision.map(({ judge }) => nameJudge(judge)))]
  const obeyed = judges.map((name): Row => {
    const own = precision.filter(({ judge }) => nameJudge(judge) === name)
    const means = new Map(
      own.map(({ model, means }) => [model, means.find(({ group }) => group === undefined)]),
    )
    return {
      title: `tags shown, ${name}`,
      describe: ({ id }) => {
        const mean = means.get(id)
        return mean && formatShare(mean.precision)
      },
    }
  })
  return [...distances, ...obeyed]
}

const nameJudge = (judge: PrecisionEntry['judge']): string =>
  judge.kind === 'hand' ? 'by hand' : `by ${judge.name}`
