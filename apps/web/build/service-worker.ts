import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const source = fileURLToPath(new URL('../src/offline/worker/service-worker.ts', import.meta.url))

/** What every visit may need. Models and ONNX Runtime are not among it: they are large, and kept by runtime-web once they are used. */
const kept = /\.(html|js|css|svg|woff2|webmanifest|md|txt)$/

/** Writes `service-worker.js` beside the page: it keeps the files of this very build for visits without a network. */
export function serviceWorker(): Plugin {
  let folder = ''
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir)
    },
    async closeBundle() {
      const siteFiles = await listSiteFiles(folder)
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: { siteFiles: JSON.stringify(siteFiles) },
        build: {
          target: 'es2022',
          outDir: folder,
          emptyOutDir: false,
          rolldownOptions: {
            input: source,
            output: { format: 'iife', entryFileNames: 'service-worker.js' },
          },
        },
      })
    },
  }
}

/** For Workbox: files whose names hold a hash never change, of others the hash says whether they did. */
async function listSiteFiles(folder: string): Promise<{ url: string; revision: string | null }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && kept.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return Promise.all(
    paths.map(async (path) => {
      const url = relative(folder, path).split(sep).join('/')
      if (url.startsWith('assets/')) return { url, revision: null }
      return {
        url,
        revision: createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      }
    }),
  )
}
