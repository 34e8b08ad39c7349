import { countFlops, countParameters } from '@animegan/core'
import type { ModelEntry } from '@animegan/evaluation'
import type { OpenedModel } from './open-model.js'
import { openModel } from './open-model.js'

/** A model of a report: opened, and with the name that it has there. */
export interface ReportModel {
  id: string
  model: OpenedModel
}

export interface OpenReportModelsOptions {
  device: 'auto' | 'cpu' | 'webgpu' | 'cuda'
  threads?: number | undefined
  signal: AbortSignal
}

/** Several opened models, which are disposed of together. */
export interface OpenedModels extends AsyncDisposable {
  models: readonly ReportModel[]
}

/**
 * Opens the models of a report in the order given. `amaryllis@int8` is one of the files of some weights, by its dtype. Throws as `openModel`
 * does.
 */
export async function openReportModels(
  weights: readonly string[],
  { signal, ...options }: OpenReportModelsOptions,
): Promise<OpenedModels> {
  const opened: OpenedModel[] = []
  const close = async () => {
    for (const model of opened) await model[Symbol.asyncDispose]()
  }
  try {
    for (const place of weights) opened.push(await openModel({ ...readPlace(place), ...options }, signal))
  } catch (error) {
    await close()
    throw error
  }
  const ids = nameModels(opened)
  return { models: opened.map((model, i) => ({ id: ids[i]!, model })), [Symbol.asyncDispose]: close }
}

function readPlace(place: string): { weights: string; dtype?: 'fp32' | 'fp16' | 'int8' } {
  const [, weights, dtype] = /^(.+)@(fp32|fp16|int8)$/.exec(place) ?? []
  return weights === undefined ? { weights: place } : { weights, dtype: dtype as 'fp32' | 'fp16' | 'int8' }
}

/** The shortest of name, name with dtype, with version, with hash and with place that tells all models apart. */
function nameModels(models: readonly OpenedModel[]): string[] {
  const candidates = [
    ({ name }: OpenedModel) => name,
    ({ name, dtype }: OpenedModel) => `${name} ${dtype}`,
    ({ name, dtype, manifest }: OpenedModel) => `${name} ${manifest.version} ${dtype}`,
    ({ name, sha256 }: OpenedModel) => `${name} ${sha256.slice(0, 8)}`,
  ].map((candidate) => models.map(candidate))
  const fitting = candidates.find((names) => new Set(names).size === names.length)
  return fitting ?? models.map(({ name }, i) => `${name} ${i + 1}`)
}

/** What a report says of a model before anything is measured. */
export function describeModel(
  { id, model: { manifest, name, dtype, sha256 } }: ReportModel,
  trainedOnDataset: ModelEntry['trainedOnDataset'],
): ModelEntry {
  const { version, title, licence, credit, architecture, output, tags, files } = manifest
  return {
    ...{ id, name, version, licence, dtype, sha256, trainedOnDataset },
    ...(title === undefined ? {} : { title }),
    ...(credit === undefined ? {} : { credit }),
    architecture: architecture.kind,
    resolution: output.resolution,
    tags: tags.tags.length,
    attributes: tags.attributes.map(({ id }) => id),
    parameters: countParameters(architecture),
    flops: countFlops(architecture),
    files: files.map(({ dtype, bytes }) => ({ dtype, bytes })),
  }
}
