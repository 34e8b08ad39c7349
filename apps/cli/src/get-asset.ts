import { copyFile, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { assertWritable } from '@animegan/runtime-node'
import * as z from 'zod/mini'
import { fetchAsset, listAssetFiles } from './asset-store.js'
import { assets, getAsset } from './assets.js'
import { parseFlags } from './flag-values.js'
import { createTerminalProgress } from './terminal-progress.js'
import { writingTo } from './write-failure.js'

const text = () => z.string().check(z.minLength(1, 'expected a path'))

const flagsSchema = z.object({
  name: z.optional(z.string()),
  from: z.optional(text()),
  out: z.optional(text()),
})

/** Does `animegan assets get`. Throws `INVALID_OPTION`, and as {@link fetchAsset} does. */
export async function getAssetFiles(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const { name, from, out } = parseFlags(flagsSchema, rawFlags)
  if (name === undefined) {
    const names = assets.map((asset) => asset.name).join(', ')
    throw new InvalidInputError('INVALID_OPTION', `which asset? Expected one of ${names}`)
  }
  const asset = getAsset(name)
  if (out !== undefined) await assertWritable(join(out, listAssetFiles(asset)[0]!))
  const onProgress = createTerminalProgress(name)
  const warn = (message: string) => {
    onProgress.clear()
    process.stderr.write(`animegan: warning: ${message}\n`)
  }
  const stored = await fetchAsset(asset, { from, signal, onProgress, warn }).finally(onProgress.clear)
  let paths = stored.paths
  if (out !== undefined) {
    paths = stored.paths.map((path) => join(out, basename(path)))
    await writingTo(out, async () => {
      await mkdir(out, { recursive: true })
      for (const [index, path] of stored.paths.entries()) await copyFile(path, paths[index]!)
    })
  }
  for (const path of paths) console.log(path)
  console.log(`${name}: licence ${asset.licence}, credit ${asset.credit}, ${asset.page}`)
}
