import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { TaggerManifest } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import type { WeightStorage } from '@animegan/tfjs-onnx'
import { storeFile } from '../export/store-file.js'
import type { TaggerConfig } from './tagger-config.js'
import type { TaggerReport } from './tagger-report.js'

/** What the manifest says beside what follows from the model. */
export interface TaggerDescription {
  name: string
  version?: string | undefined
  /** One line for people. */
  title?: string | undefined
  /** SPDX identifier. */
  licence?: string | undefined
  /** Whom to name. */
  credit?: string | undefined
  provenance: TaggerManifest['provenance']
}

export interface WriteTaggerOptions {
  /** Folder to write, made when absent. */
  out: string
  config: TaggerConfig
  /** ONNX models by precision, from `exportTagger`. */
  models: Record<TaggerPrecision, Uint8Array>
  report: TaggerReport
  description: TaggerDescription
}

export type TaggerPrecision = 'fp32' | 'fp16'

/** How each precision stores its numbers. */
export const taggerStorages: Readonly<Record<TaggerPrecision, WeightStorage>> = {
  fp32: 'float32',
  fp16: 'float16',
}

/**
 * Writes a tag estimator: an ONNX file for each precision, report.json, and at last manifest.json, so that it never promises
 * too much.
 */
export async function writeTagger({
  out,
  config,
  models,
  report,
  description,
}: WriteTaggerOptions): Promise<TaggerManifest> {
  await mkdir(out, { recursive: true })
  const files: TaggerManifest['files'] = []
  for (const [dtype, bytes] of Object.entries(models) as [TaggerPrecision, Uint8Array][]) {
    files.push({ dtype, ...(await storeFile(out, `tagger-${dtype}.onnx`, bytes)) })
  }
  await writeJson(join(out, 'report.json'), report)
  const manifest = describeTagger(config, files, report, description)
  await writeJson(join(out, 'manifest.json'), manifest)
  return manifest
}

/** How a tag estimator is fed and read: the part of its manifest that follows from the network. */
export function describeTaggerInterface({
  network,
  tags,
}: TaggerConfig): Pick<TaggerManifest, 'architecture' | 'tags' | 'input' | 'preprocessing' | 'outputs'> {
  return {
    architecture: network,
    tags,
    input: { name: 'images', layout: 'NCHW', channels: 'RGB', resolution: network.resolution },
    preprocessing: {
      background: '#ffffff',
      fit: 'cover',
      filter: 'lanczos3',
      scale: 1 / 127.5,
      offset: -1,
    },
    outputs: {
      tags: { name: 'tags', size: network.tags, values: 'probabilities' },
      features: { name: 'features', size: network.features },
    },
  }
}

function describeTagger(
  config: TaggerConfig,
  files: TaggerManifest['files'],
  { pictures, meanAveragePrecision, lowest, calibrationError, tags: measured }: TaggerReport,
  { provenance, ...named }: TaggerDescription,
): TaggerManifest {
  return {
    schema: 'animegan.tagger/1',
    ...named,
    ...describeTaggerInterface(config),
    files,
    provenance,
    metrics: {
      ...{ heldOutPictures: pictures, meanAveragePrecision, lowest, calibrationError },
      averagePrecision: Object.fromEntries(
        measured.flatMap(({ id, averagePrecision }) =>
          averagePrecision === null ? [] : [[id, averagePrecision]],
        ),
      ),
    },
  }
}

const writeJson = (path: string, value: unknown) =>
  writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`)
