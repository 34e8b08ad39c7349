import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseWeightsManifest } from '@animegan/core'
import type { Plugin } from 'vite'
import { publishedModels } from '../src/models/published-models.ts'

const require = createRequire(import.meta.url)

/** What browsers choose among; fp32 is for those who train on. */
const dtypes = ['int8', 'fp16']

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

async function readAll(): Promise<{ fileName: string; source: Uint8Array }[]> {
  const files = await Promise.all(publishedModels.map(readModel))
  return files.flat()
}

async function readModel({ id }: { id: string }): Promise<{ fileName: string; source: Uint8Array }[]> {
  const path = require.resolve(`@animegan/weights-${id}/manifest.json`)
  const read = async (name: string) => ({
    fileName: `weights/${id}/${name}`,
    source: await readFile(join(dirname(path), name)),
  })
  const manifest = await read('manifest.json')
  const { files } = parseWeightsManifest(JSON.parse(manifest.source.toString()), path)
  const wanted = files.filter(({ dtype }) => dtypes.includes(dtype))
  return [manifest, ...(await Promise.all(wanted.map((file) => read(file.path))))]
}
