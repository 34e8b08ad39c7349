import type { WeightsManifest } from '@animegan/core'
import { formatSizeReport, reportSizes } from './size-report.js'
import { formatTable } from './table.js'

/** A manifest for people: who made the weights, how large they are, which tags they know. */
export function describeWeights(manifest: WeightsManifest, source: string): string {
  const { name, version, title, licence, credit, tags } = manifest
  const labels = tags.tags.map(({ labels: { en } }) => en).join(', ')
  const attributes = tags.attributes.map(({ id, range: [min, max] }) => `${id} ${min} to ${max}`).join(', ')
  const head = formatTable([
    ['weights', `${name} ${version}${title ? `, ${title}` : ''}`],
    ['source', source],
    ['licence', licence],
    ...(credit ? [['credit', credit]] : []),
  ])
  const tail = [`tags (${tags.tags.length}): ${labels}`, ...(attributes ? [`attributes: ${attributes}`] : [])]
  return [head, formatSizeReport(reportSizes(manifest)), ...tail].join('\n')
}
