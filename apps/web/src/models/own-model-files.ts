import { AnimeganError, chooseWeightsFile, parseWeightsManifest, type WeightsDtype } from '@animegan/core'
import type { LoadedWeights } from '@animegan/runtime-web'
import { addOwnModel, removeOwnModel } from './own-models'
import type { ModelFiles } from './read-model-files'

const cacheName = 'animegan-own-models'

/** Keys need the form of addresses; nothing is ever fetched from these. */
const keyOf = (id: string, file: WeightsDtype | 'manifest' | 'card'): string =>
  `https://own-models.animegan.invalid/${encodeURIComponent(id)}/${file}`

const smallestFirst: readonly WeightsDtype[] = ['int8', 'fp16', 'fp32']

/** Keeps a model in this browser, in place of one of the same name. Throws `STORAGE_FULL` and keeps nothing of it where there is no room. */
export async function keepOwnModel({ manifest, card, models }: ModelFiles): Promise<void> {
  const { name } = manifest
  await forgetOwnModel(name)
  try {
    const cache = await caches.open(cacheName)
    for (const [dtype, file] of models) await cache.put(keyOf(name, dtype), new Response(file))
    if (card) await cache.put(keyOf(name, 'card'), new Response(card))
    await cache.put(keyOf(name, 'manifest'), new Response(JSON.stringify(manifest)))
  } catch (cause) {
    await forgetOwnModel(name)
    const bytes = [...models.values()].reduce((sum, { size }) => sum + size, 0)
    const message = `the browser did not keep the ${bytes} bytes of ${name}; free some room, or leave private browsing`
    throw new AnimeganError('STORAGE_FULL', message, { cause })
  }
  addOwnModel(name)
  // The browser may refuse; then it may throw the model away when it runs short of room.
  await navigator.storage?.persist?.()
}

/** What a kept model can do. Throws `WEIGHTS_NOT_FOUND` when the browser has thrown it away. */
export async function readOwnManifest(id: string): Promise<LoadedWeights['manifest']> {
  const kept = await (await read(id, 'manifest')).json()
  return parseWeightsManifest(kept, `the kept manifest of ${id}`)
}

/** A kept model in one of its precisions, by default the smallest. Throws `WEIGHTS_NOT_FOUND` when the browser has thrown it away. */
export async function loadOwnModel(id: string, wanted?: WeightsDtype): Promise<LoadedWeights> {
  const manifest = await readOwnManifest(id)
  const { dtype, sha256 } = chooseWeightsFile(manifest.files, wanted, `weights ${id}`, smallestFirst)
  const model = new Uint8Array(await (await read(id, dtype)).arrayBuffer())
  return { manifest, dtype, model, sha256, source: keyOf(id, dtype) }
}

/** What the visitor brought as README.md with a model; empty when that was nothing. */
export async function readOwnCard(id: string): Promise<string> {
  const cache = await caches.open(cacheName)
  return (await (await cache.match(keyOf(id, 'card')))?.text()) ?? ''
}

/** Forgets a model of the visitor's. */
export async function forgetOwnModel(id: string): Promise<void> {
  removeOwnModel(id)
  const cache = await caches.open(cacheName)
  const files = ['manifest', 'card', ...smallestFirst] as const
  await Promise.all(files.map((file) => cache.delete(keyOf(id, file))))
}

async function read(id: string, file: WeightsDtype | 'manifest'): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(keyOf(id, file))
  if (kept) return kept
  throw new AnimeganError(
    'WEIGHTS_NOT_FOUND',
    `the ${file} of the model ${id} is no longer kept in this browser; bring its files again`,
  )
}
