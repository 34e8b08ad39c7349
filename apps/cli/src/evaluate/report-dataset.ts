import { basename, resolve } from 'node:path'
import type { TagSchema } from '@animegan/core'
import type { DatasetEntry } from '@animegan/evaluation'
import type { OpenedPictures } from './real-pictures.js'
import type { ReportModel } from './report-models.js'

/** Counts the real pictures of a report: the tags of all models, beside the paper's Table 1. */
export async function describePictures(
  { dir, records, identity }: OpenedPictures,
  models: readonly ReportModel[],
): Promise<DatasetEntry> {
  const { describeDataset } = await import('@animegan/dataset')
  const { tags, sources } = describeDataset(records, [], joinSchemas(models))
  const name = basename(resolve(dir))
  return {
    name: identity.split === undefined ? name : `${name}, split ${identity.split}`,
    pictures: records.length,
    sha256: identity.sha256,
    sources: sources.map(({ value, count }) => ({ name: value, pictures: count })),
    tags: tags.map(({ id, label, group, pictures, share, paper }) => ({
      ...{ id, label, group, pictures, share },
      ...(paper === undefined ? {} : { paper }),
    })),
  }
}

/** The tags that any of the models knows, each once. */
function joinSchemas(models: readonly ReportModel[]): TagSchema {
  const schemas = models.map(({ model }) => model.manifest.tags)
  const groups = new Map(schemas.flatMap(({ groups }) => groups.map((group) => [group.id, group])))
  const tags = new Map(schemas.flatMap(({ tags }) => tags.map((tag) => [tag.id, tag])))
  return { ...schemas[0]!, groups: [...groups.values()], tags: [...tags.values()], attributes: [] }
}
