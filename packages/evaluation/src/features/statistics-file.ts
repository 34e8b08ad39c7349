import { readFile, writeFile } from 'node:fs/promises'
import { AnimeganError, InvalidInputError } from '@animegan/core'
import { FeatureStatistics } from './feature-statistics.js'

const format = 'animegan.statistics/1'

/**
 * Writes statistics as a safetensors file: `mean` [size] and `scatter`, the sum of (x - mean) * transpose(x - mean) on and below the
 * diagonal, row by row, [size * (size + 1) / 2], both F64; `count` in the metadata. 67 MB at 4,096 features.
 *
 * With NumPy: `c = np.zeros((size, size)); c[np.tril_indices(size)] = scatter / (count - 1); c += np.tril(c, -1).T`.
 *
 * Throws `NOT_WRITABLE`.
 */
export async function saveStatistics(statistics: FeatureStatistics, path: string): Promise<void> {
  const { size } = statistics
  const { count, mean, scatter } = statistics.collect()
  const entries = (size * (size + 1)) / 2
  const lower = new Float64Array(entries)
  for (let i = 0, at = 0; i < size; at += ++i) lower.set(scatter.subarray(i * size, i * size + i + 1), at)
  const header = JSON.stringify({
    __metadata__: { format, count: String(count) },
    mean: { dtype: 'F64', shape: [size], data_offsets: [0, 8 * size] },
    scatter: { dtype: 'F64', shape: [entries], data_offsets: [8 * size, 8 * (size + entries)] },
  })
  const text = Buffer.from(header.padEnd(8 * Math.ceil(header.length / 8)))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  try {
    await writeFile(path, [length, text, bytesOf(mean), bytesOf(lower)])
  } catch (cause) {
    throw new AnimeganError(
      'NOT_WRITABLE',
      `cannot write statistics to ${path}: ${(cause as Error).message}`,
      { cause },
    )
  }
}

/** Reads what {@link saveStatistics} wrote, number for number. Throws `INVALID_DATA` for any other file, and for none. */
export async function loadStatistics(path: string): Promise<FeatureStatistics> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new InvalidInputError('INVALID_DATA', `cannot read statistics from ${path}: ${cause.message}`, {
      cause,
    })
  })
  const refuse = (): never => {
    throw new InvalidInputError(
      'INVALID_DATA',
      `${path}: expected statistics that saveStatistics wrote (${format})`,
    )
  }
  const start = bytes.length >= 8 ? 8 + Number(bytes.readBigUInt64LE()) : Number.POSITIVE_INFINITY
  if (start > bytes.length) return refuse()
  const header = parseHeader(bytes.toString('utf8', 8, start))
  const size = header?.mean?.shape[0] ?? 0
  const count = Number(header?.__metadata__?.count)
  const numbers = size + (size * (size + 1)) / 2
  if (header?.__metadata__?.format !== format || !(count >= 0) || bytes.length !== start + 8 * numbers)
    return refuse()
  const data = new Float64Array(Uint8Array.from(bytes.subarray(start)).buffer)
  const scatter = new Float64Array(size * size)
  for (let i = 0, at = size; i < size; at += ++i) scatter.set(data.subarray(at, at + i + 1), i * size)
  return FeatureStatistics.from({ count, mean: data.slice(0, size), scatter })
}

interface Header {
  __metadata__?: { format?: string; count?: string }
  mean?: { shape: number[] }
}

function parseHeader(text: string): Header | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)
