import type { TaggerManifest, TagSchema, WeightsManifest } from '@animegan/core'
import { formatSizeReport, reportSizes } from './size-report.js'
import { formatTable } from './table.js'

/** A manifest for people: who made the weights or the tag estimator, how large they are, which tags they know. */
export function describeWeights(manifest: WeightsManifest | TaggerManifest, source: string): string {
  const { tags } = manifest
  const attributes = tags.attributes.map(({ id, range: [min, max] }) => `${id} ${min} to ${max}`).join(', ')
  return [
    formatTable(describeOrigin(manifest, source)),
    manifest.schema === 'animegan.tagger/1'
      ? describeTagger(manifest)
      : formatSizeReport(reportSizes(manifest)),
    ...describeRecord('from', manifest.provenance),
    ...describeRecord('measured', manifest.metrics),
    `tags (${tags.tags.length}): ${listLabels(tags)}`,
    ...(attributes ? [`attributes: ${attributes}`] : []),
  ].join('\n')
}

function describeOrigin(manifest: WeightsManifest | TaggerManifest, source: string): string[][] {
  const { schema, name, version, title, licence, credit } = manifest
  const what = schema === 'animegan.tagger/1' ? 'tag estimator' : 'weights'
  return [
    [what, `${[name, version].filter(Boolean).join(' ')}${title ? `, ${title}` : ''}`],
    ['source', source],
    ...(licence ? [['licence', licence]] : []),
    ...(credit ? [['credit', credit]] : []),
  ]
}

/** The plain values of a record, on one line: `from: preset modern-64, seed 3`. What lies deeper is in the JSON. */
function describeRecord(name: string, record: Record<string, unknown> = {}): string[] {
  const entries = Object.entries(record).filter(([, value]) => typeof value !== 'object')
  if (entries.length === 0) return []
  return [`${name}: ${entries.map(([key, value]) => `${key} ${formatPlain(value)}`).join(', ')}`]
}

const formatPlain = (value: unknown): string =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(4) : String(value)

function describeTagger({ input, outputs, files }: TaggerManifest): string {
  const { resolution, layout, channels } = input
  return formatTable([
    ['reads', `${resolution} x ${resolution} pixels, ${channels}, ${layout}`],
    ['features', outputs.features ? `${outputs.features.size} numbers` : 'none'],
    ...files.map(({ dtype, bytes }) => [`${dtype} file`, `${bytes.toLocaleString('en-US')} bytes`]),
  ])
}

const listLabels = ({ tags }: TagSchema): string => tags.map(({ labels: { en } }) => en).join(', ')
