import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, type GeneratorSpec, listParameters, type WeightsManifest } from '@animegan/core'
import {
  amaryllis,
  amaryllisArchitecture,
  listAmaryllisArrays,
  type StoredArray,
} from './amaryllis-layout.js'
import { decodeEightbit } from './eightbit.js'
import { eightbitTable } from './eightbit-table.js'

/** A model of the authors', as our own models are held before export. */
export interface ImportedWeights {
  name: string
  /** For people. */
  title: string
  architecture: GeneratorSpec
  /** By the names, in the shapes and in the order of core's `listParameters(architecture)`; the output is R, G, B. */
  parameters: Record<string, Float32Array>
  licence: string
  credit: string
  /** For the manifest: where the file is published, its hash, and what was changed. */
  provenance: WeightsManifest['provenance']
}

/**
 * Reads the authors' published generator from a copy of their folder `Amaryllis_8bit`, of which only
 * `weight_webassembly.bin` is needed.
 *
 * Only the published file is taken, known by its SHA-256. One that merely decodes is refused: the scale factors carry no
 * checksum, and other models by the same authors may count the same floats in another order, which would show only in
 * spoilt pictures. It is decoded first, all the same, so that most damage is reported with its place.
 *
 * Throws `WEIGHTS_NOT_FOUND`, `WEIGHTS_UNKNOWN` for a file of another kind, `WEIGHTS_CORRUPT` for a damaged or different one.
 *
 * @example
 * const { architecture, parameters } = await importWebdnn('downloads/Amaryllis_8bit')
 */
export async function importWebdnn(dir: string): Promise<ImportedWeights> {
  const file = join(dir, amaryllis.fileName)
  const bytes = await readWeights(file)
  const floats = decodeEightbit(bytes, eightbitTable, amaryllis.floats, file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== amaryllis.sha256) {
    throw new AnimeganError(
      'WEIGHTS_CORRUPT',
      `${file} is not the published file: bytes 0 to ${bytes.length - 1} decode, but have SHA-256 ${sha256}, expected ` +
        `${amaryllis.bytes} bytes with ${amaryllis.sha256}; ${whereToGetIt}`,
    )
  }
  return {
    name: amaryllis.name,
    title: amaryllis.title,
    architecture: amaryllisArchitecture,
    parameters: pickParameters(floats),
    licence: amaryllis.licence,
    credit: amaryllis.credit,
    provenance: {
      source: amaryllis.source,
      published: amaryllis.published,
      file: amaryllis.fileName,
      format: 'webdnn-eightbit',
      bytes: bytes.length,
      sha256,
      changes: ['decoded to 32-bit floats', 'output channels reordered from B, G, R to R, G, B'],
      // Jin et al. (2017): the tags of the pictures that it was trained on are estimates.
      labelledBy: 'illustration2vec',
    },
  }
}

const whereToGetIt = `get it from ${amaryllis.source} (licence ${amaryllis.licence}, credit "${amaryllis.credit}")`

async function readWeights(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT' || code === 'ENOTDIR' ? `expected a folder with ${amaryllis.fileName} in it` : message
    throw new AnimeganError(
      'WEIGHTS_NOT_FOUND',
      `cannot read ${file}: ${reason}; ${whereToGetIt}; its SHA-256 is ${amaryllis.sha256}`,
      { cause: error },
    )
  }
}

/** Cuts the decoded file [4422659] into our parameters, in the order of core's `listParameters`. */
export function pickParameters(floats: Float32Array): Record<string, Float32Array> {
  const stored = new Map(listAmaryllisArrays().map((array) => [array.name, array]))
  const names = listParameters(amaryllisArchitecture).map(({ name }) => name)
  return Object.fromEntries(names.map((name) => [name, pickParameter(floats, stored.get(name)!)]))
}

function pickParameter(floats: Float32Array, { offset, size, shape, order }: StoredArray): Float32Array {
  const values = floats.slice(offset, offset + size)
  switch (order) {
    case 'same':
      return values
    case 'transposed': {
      const [inputs, outputs] = shape as [number, number]
      return values.map((_, i) => floats[offset + (i % outputs) * inputs + Math.floor(i / outputs)]!)
    }
    case 'bgr':
      return values.map((_, i) => floats[offset + i - (i % 3) + 2 - (i % 3)]!)
  }
}
