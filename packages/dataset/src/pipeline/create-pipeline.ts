import { join, resolve } from 'node:path'
import { createDeduplicateStage } from '../duplicates/deduplicate-stage.js'
import { createDetectStage } from '../faces/detect-stage.js'
import { decisionsFile, readDecisions } from '../review/decisions.js'
import { createReviewStage } from '../review/review-stage.js'
import { createImportFolderStage } from '../sources/import-folder.js'
import { createImportGeneratedStage, type LoadedGenerator } from '../sources/import-generated.js'
import { createImportImagefolderStage } from '../sources/import-imagefolder.js'
import { createImportWebdatasetStage } from '../sources/import-webdataset.js'
import { dropRepeatedImages } from '../sources/repeated-images.js'
import { createSplitStage } from '../splits/split-stage.js'
import type { ItemStage } from '../stages/stage.js'
import type { TagEstimator } from '../tags/tag-estimator.js'
import { createTagStages } from '../tags/tag-stages.js'
import type { PipelineStage } from './build-dataset.js'
import { assertClaimable, claimFolder } from './claim-folder.js'
import type { PipelineConfig, SourceConfig, StageConfig } from './pipeline-config.js'

/** A tag estimator that is loaded, and how to tell it from others. */
export interface LoadedEstimator {
  estimator: TagEstimator
  /** Of its ONNX file. */
  modelSha256: string
}

export interface CreatePipelineOptions {
  /** The folder that the configuration's paths are relative to. */
  base: string
  /** The folder of the data set. */
  out: string
  /** Gives OpenCV's XML of a cascade: of the file, or without one the usual cascade for anime faces. */
  loadCascade(path: string | undefined): Promise<Uint8Array>
  /** Loads a tag estimator by what the configuration says of it. Who passes this disposes of what it loaded. */
  loadEstimator(nameOrPlace: string): Promise<LoadedEstimator>
  /** The same for the weights of a generator. */
  loadGenerator(nameOrPlace: string): Promise<LoadedGenerator>
}

/** A pipeline ready to be built by `buildDataset`. */
export interface Pipeline {
  sources: ItemStage<unknown>[]
  stages: PipelineStage[]
  /** Frees threads. */
  dispose(): Promise<void>
}

/**
 * Makes the stages that a configuration describes, and claims the folder for what they make. Throws `INVALID_OPTION`, also when the
 * folder holds another data set, `NOT_WRITABLE`, and what the loaders throw.
 */
export async function createPipeline(
  config: PipelineConfig,
  options: CreatePipelineOptions,
): Promise<Pipeline> {
  const claim = { by: 'build', of: '{}' }
  await assertClaimable(options.out, claim)
  const sources: ItemStage<unknown>[] = []
  for (const source of config.sources) sources.push(await createSource(source, options))
  const stages: PipelineStage[] = []
  for (const stage of config.stages) stages.push(...(await createStages(stage, options)))
  // Without a stage that finds duplicates, equal images would be two records of one file.
  stages.push(dropRepeatedImages)
  await claimFolder(options.out, claim)
  return {
    sources,
    stages,
    async dispose() {
      for (const stage of [...sources, ...stages]) if ('dispose' in stage) await stage.dispose?.()
    },
  }
}

async function createSource(
  config: SourceConfig,
  { base, loadGenerator }: CreatePipelineOptions,
): Promise<ItemStage<unknown>> {
  if (config.from === 'generator') {
    const { from: _, weights, ...rest } = config
    return createImportGeneratedStage({ ...rest, ...(await loadGenerator(weights)) })
  }
  const { from, path, ...rest } = config
  const where = { ...rest, path: resolve(base, path) }
  if (from === 'folder') return createImportFolderStage(where)
  if (from === 'imagefolder') return createImportImagefolderStage(where)
  return createImportWebdatasetStage(where)
}

async function createStages(config: StageConfig, options: CreatePipelineOptions): Promise<PipelineStage[]> {
  const { base, out, loadCascade, loadEstimator } = options
  const locate = (path: string) => resolve(base, path)
  switch (config.stage) {
    case 'detect': {
      const { stage: _, cascade: path, ...rest } = config
      const cascade = await loadCascade(path === undefined ? undefined : locate(path))
      return [createDetectStage({ ...rest, cascade })]
    }
    case 'deduplicate': {
      const { stage: _, ...rest } = config
      return [createDeduplicateStage(rest)]
    }
    case 'tag': {
      const { stage: _, estimator, ...rest } = config
      return [...createTagStages({ ...rest, ...(await loadEstimator(estimator)) })]
    }
    case 'review': {
      const path = config.decisions === undefined ? join(out, decisionsFile) : locate(config.decisions)
      return [createReviewStage({ decisions: await readDecisions(path) })]
    }
    case 'split': {
      const { stage: _, ...rest } = config
      return [createSplitStage(rest)]
    }
  }
}
