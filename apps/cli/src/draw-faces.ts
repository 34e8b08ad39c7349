import { join } from 'node:path'
import type { Face, GenerateOptions, PlanFacesOptions, SessionOptions, WeightsDtype } from '@animegan/core'
import type { LoadedWeights } from '@animegan/runtime-node'
import { planSeries, recordSeries, type SeriesRequest } from './face-series.js'
import { nameFaceFiles, type OutputTarget } from './output-target.js'
import { createTerminalProgress } from './terminal-progress.js'

export interface DrawFacesOptions
  extends Pick<
      PlanFacesOptions,
      'tags' | 'fixed' | 'attributes' | 'seed' | 'seeds' | 'count' | 'truncation' | 'prior'
    >,
    SessionOptions {
  /** Name, folder or URL. */
  weights: string
  dtype?: WeightsDtype | undefined
  /** Path of a .npy of N x (latent + condition), instead of seeds and tags. */
  vectors?: string | undefined
  /** Rows of faces instead of single ones; takes its seeds from here, its number of faces from itself. */
  rows?: SeriesRequest | undefined
  /** Path of the .npy of N x 3 x H x W, RGB in [-1, 1], to write. */
  raw?: string | undefined
  /** Pictures to write. */
  out?: OutputTarget | undefined
  /** Faces in a row of a sheet. */
  columns?: number | undefined
  batchSize?: number | undefined
}

export interface DrawnFaces {
  weights: LoadedWeights
  faces: Face[]
  /** Paths of what was written; with a folder, pictures in the order of `faces`. */
  pictures: string[]
  raw: string | undefined
}

/** Latents and conditions from the rows of a .npy file. Throws `INVALID_DATA` and `INVALID_SHAPE`. */
async function readVectors(
  path: string,
  { inputs }: LoadedWeights['manifest'],
): Promise<{ latents: Float32Array; conditions: Float32Array }> {
  const { readNpy } = await import('@animegan/runtime-node')
  const [z, c] = [inputs.latent.size, inputs.condition.size]
  const { data, shape } = await readNpy(path, { shape: ['N', z + c] })
  const rows = shape[0]!
  const latents = new Float32Array(rows * z)
  const conditions = new Float32Array(rows * c)
  for (let row = 0; row < rows; row++) {
    const start = row * (z + c)
    latents.set(data.subarray(start, start + z), row * z)
    conditions.set(data.subarray(start + z, start + z + c), row * c)
  }
  return { latents, conditions }
}

async function planDrawing(
  manifest: LoadedWeights['manifest'],
  options: DrawFacesOptions,
): Promise<Omit<GenerateOptions, 'signal'>> {
  const { vectors, rows } = options
  if (rows) return { plans: planSeries(manifest, rows, options) }
  return vectors === undefined ? options : readVectors(vectors, manifest)
}

async function writePictures(
  drawn: Pick<DrawnFaces, 'faces' | 'weights'>,
  { out, ...options }: DrawFacesOptions,
): Promise<string[]> {
  if (!out) return []
  const { drawSheet, encodePng, recordPicture, writeFileAtomic } = await import('@animegan/runtime-node')
  const { truncation, prior, attributes, tags, fixed, columns = options.rows?.steps } = options
  const series = options.rows ? recordSeries(options.rows.series) : {}
  const settings = { tags, fixed, attributes, truncation, prior, ...series }
  const encode = (faces: Face[]): Uint8Array =>
    encodePng(drawSheet(faces, { columns }), {
      text: recordPicture({ ...drawn, faces, settings, columns: faces.length > 1 ? columns : undefined }),
    })
  if (out.kind === 'sheet') {
    await writeFileAtomic(out.path, encode(drawn.faces))
    return [out.path]
  }
  const paths = nameFaceFiles(out.path, drawn.faces, options.rows?.steps)
  const files = drawn.faces.map((face) => encode([face]))
  for (const [i, path] of paths.entries()) await writeFileAtomic(path, files[i]!)
  return paths
}

/**
 * Draws faces with some weights and writes what was asked for. Looks before the work whether the outputs can be written;
 * each file is written whole or not at all. Throws what core's `generate` and runtime-node throw.
 */
export async function drawFaces(options: DrawFacesOptions, signal: AbortSignal): Promise<DrawnFaces> {
  const { assertWritable, createGenerator, loadWeights, writeNpy } = await import('@animegan/runtime-node')
  const { out, raw, device, threads } = options
  if (out) await assertWritable(out.kind === 'folder' ? join(out.path, 'face.png') : out.path)
  if (raw !== undefined) await assertWritable(raw)
  const download = createTerminalProgress('downloading, bytes')
  const drawing = createTerminalProgress('faces')
  try {
    const weights = await loadWeights(options.weights, {
      dtype: options.dtype,
      from: import.meta.url,
      signal,
      onProgress: download,
    })
    download.clear()
    const plan = await planDrawing(weights.manifest, options)
    const generator = await createGenerator({ weights, device, threads, signal })
    let faces: Face[]
    try {
      const { batchSize } = options
      faces = await generator.generate({ ...plan, batchSize, signal, onProgress: drawing })
    } finally {
      await generator.dispose()
    }
    if (raw !== undefined) {
      const side = weights.manifest.output.resolution
      const data = new Float32Array(faces.length * 3 * side * side)
      faces.forEach((face, i) => {
        data.set(face.pixels, i * face.pixels.length)
      })
      await writeNpy(raw, { data, shape: [faces.length, 3, side, side] })
    }
    return { weights, faces, pictures: await writePictures({ faces, weights }, options), raw }
  } finally {
    download.clear()
    drawing.clear()
  }
}
