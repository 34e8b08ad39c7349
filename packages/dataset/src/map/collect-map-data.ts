import type { TagSchema } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { listColorings } from './map-colorings.js'
import type { MapData, MapPicture } from './map-data.js'
import { packThumbnails } from './thumbnail-sheets.js'
import type { Thumbnails } from './thumbnails.js'

export interface CollectMapDataOptions {
  records: readonly ImageRecord[]
  schema: TagSchema
  thumbnails: Thumbnails
  /** x and y of each picture in turn, 0 to 1. */
  positions: Float32Array
  /** The same on a grid of `gridSide` places a side. */
  grid: Float32Array
  gridSide: number
}

/** Collects what the page of a map shows. */
export async function collectMapData(options: CollectMapDataOptions): Promise<MapData> {
  const { records, schema, thumbnails, positions, grid, gridSide } = options
  const places = new Map(schema.tags.map(({ id }, place) => [id, place]))
  return {
    ...(await packThumbnails(thumbnails)),
    groups: schema.groups.map(({ id, labels }) => ({ id, label: labels.en })),
    tags: schema.tags.map(({ id, labels, group }) => ({
      id,
      label: labels.en,
      group: schema.groups.findIndex((other) => other.id === group),
      words: [id, labels.en, labels.ja, labels.zh].map((word) => word.toLowerCase()),
    })),
    pictures: records.map((record, i) => ({
      at: pointOf(positions, i),
      grid: pointOf(grid, i),
      name: record.file_name,
      tags: record.tags.map((id) => places.get(id)).filter((place) => place !== undefined),
      facts: listFacts(record),
    })),
    colorings: listColorings(records, schema),
    gridSide,
  }
}

const pointOf = (points: Float32Array, i: number): [number, number] => [
  round(points[2 * i]!),
  round(points[2 * i + 1]!),
]
const round = (value: number): number => Number(value.toFixed(4))

function listFacts({ year, source, split }: ImageRecord): MapPicture['facts'] {
  return [
    ...(year === undefined || year === null ? [] : [['year', String(year)] as [string, string]]),
    ...(source === undefined ? [] : [['source', source] as [string, string]]),
    ['split', split],
  ]
}
