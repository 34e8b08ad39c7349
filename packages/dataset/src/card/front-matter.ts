import { stringify } from 'yaml'
import type { ImageRecord } from '../imagefolder/metadata.js'

export interface FormatFrontMatterOptions {
  title: string
  /** SPDX identifier, or words; absent when nobody said. */
  licence: string | undefined
  records: readonly ImageRecord[]
  isSynthetic: boolean
}

/** Licences that Hugging Face knows by their SPDX identifiers in lower case. */
const knownLicences = new Set([
  ...[
    'afl-3.0',
    'apache-2.0',
    'artistic-2.0',
    'bsd-2-clause',
    'bsd-3-clause',
    'bsl-1.0',
    'cc0-1.0',
    'isc',
    'mit',
  ],
  ...['cc-by-2.0', 'cc-by-2.5', 'cc-by-3.0', 'cc-by-4.0', 'cc-by-sa-3.0', 'cc-by-sa-4.0', 'cc-by-nc-2.0'],
  ...[
    'cc-by-nc-3.0',
    'cc-by-nc-4.0',
    'cc-by-nd-4.0',
    'cc-by-nc-nd-3.0',
    'cc-by-nc-nd-4.0',
    'cc-by-nc-sa-2.0',
  ],
  ...['cc-by-nc-sa-3.0', 'cc-by-nc-sa-4.0', 'cdla-permissive-1.0', 'cdla-permissive-2.0', 'cdla-sharing-1.0'],
  ...['unlicense', 'wtfpl', 'zlib'],
])
/** Those that it knows by other names. */
const otherNames: Record<string, string> = { 'odc-by-1.0': 'odc-by', 'odbl-1.0': 'odbl', 'pddl-1.0': 'pddl' }

function describeLicence(licence: string | undefined): { license: string; license_name?: string } {
  if (licence === undefined) return { license: 'unknown' }
  const id = licence.toLowerCase()
  if (knownLicences.has(id)) return { license: id }
  const other = otherNames[id]
  if (other !== undefined) return { license: other }
  return { license: 'other', license_name: id.replaceAll(/[^a-z0-9.]+/g, '-').replaceAll(/^-|-$/g, '') }
}

const sizes = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
] as const

/**
 * The YAML that a dataset card begins with, as Hugging Face reads it: licence, tags, sizes, and one configuration whose rows are
 * those of metadata.jsonl. Splits stay a column, since Hugging Face takes every row of a metadata.jsonl for one split.
 */
export function formatFrontMatter({
  title,
  licence,
  records,
  isSynthetic,
}: FormatFrontMatterOptions): string {
  const matter = {
    pretty_name: title,
    ...describeLicence(licence),
    tags: ['anime', 'faces', ...(isSynthetic ? ['synthetic'] : [])],
    task_categories: ['unconditional-image-generation', 'image-classification'],
    size_categories: [sizes.find(([limit]) => records.length < limit)?.[1] ?? 'n>10M'],
    configs: [
      {
        config_name: 'default',
        data_files: [{ split: 'train', path: ['metadata.jsonl', ...listPatterns(records)] }],
      },
    ],
  }
  return `---\n${stringify(matter, { lineWidth: 0 })}---\n`
}

/** Patterns of the files that records name: a folder at the top, or an ending beside metadata.jsonl. */
function listPatterns(records: readonly ImageRecord[]): string[] {
  const patterns = records.map(({ file_name: name }) => {
    const [top, ...rest] = name.split('/')
    return rest.length > 0 ? `${top}/**` : `*${/\.[^.]+$/.exec(name)?.[0] ?? ''}`
  })
  return [...new Set(patterns)].sort()
}
