import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseWeightsManifest } from '@animegan/core'
import type { Plugin } from 'vite'
import { publishedDtypes, publishedModels } from '../src/models/published-models.ts'

interface SiteFile {
  fileName: string
  source: Uint8Array
}

const require = createRequire(import.meta.url)
const ownFolder = fileURLToPath(new URL('../public/weights/', import.meta.url))

/** Serves and copies the published weights from their packages to `weights/ID/`, so that the site needs no other host. */
export function publishedWeights(): Plugin {
  return {
    name: 'published-weights',
    async generateBundle() {
      for (const { fileName, source } of await readAll()) this.emitFile({ type: 'asset', fileName, source })
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        readAll().then((files) => {
          const found = files.find(({ fileName }) => request.url === `/${fileName}`)
          if (found) response.end(found.source)
          else next()
        }, next)
      })
    },
  }
}

async function readAll(): Promise<SiteFile[]> {
  // What lies in public/ is copied and served by Vite itself.
  const packaged = publishedModels.filter(({ id }) => !existsSync(join(ownFolder, id)))
  const files = await Promise.all(packaged.map(readModel))
  return files.flat()
}

/** Manifest, models, and the card with its pictures. */
async function readModel({ id }: { id: string }): Promise<SiteFile[]> {
  const manifestPath = require.resolve(`@animegan/weights-${id}/manifest.json`)
  const folder = dirname(manifestPath)
  const read = async (name: string): Promise<SiteFile> => ({
    fileName: `weights/${id}/${name}`,
    source: await readFile(join(folder, name)),
  })
  const manifest = await read('manifest.json')
  const { files } = parseWeightsManifest(JSON.parse(manifest.source.toString()), manifestPath)
  const models = files.filter(({ dtype }) => publishedDtypes.includes(dtype)).map(({ path }) => path)
  const pictures = await readdir(join(folder, 'images')).catch(() => [])
  const others = [...models, 'README.md', ...pictures.map((name) => `images/${name}`)]
  return [manifest, ...(await Promise.all(others.map(read)))]
}
