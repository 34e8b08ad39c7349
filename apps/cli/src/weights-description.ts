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

function describeTagger({ input, outputs, files }: TaggerManifest): string {
  const { resolution, layout, channels } = input
  return formatTable([
    ['reads', `${resolution} x ${resolution} pixels, ${channels}, ${layout}`],
    ['features', outputs.features ? `${outputs.features.size} numbers` : 'none'],
    ...files.map(({ dtype, bytes }) => [`${dtype} file`, `${bytes.toLocaleString('en-US')} bytes`]),
  ])
}

const listLabels = ({ tags }: TagSchema): string => tags.map(({ labels: { en } }) => en).join(', ')
