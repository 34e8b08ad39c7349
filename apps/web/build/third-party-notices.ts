import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

/** What comes as finished files, or into the service worker, and so does not show among the modules of the page. */
const others = [
  ['onnxruntime-web', require.resolve('@animegan/runtime-web')],
  ['workbox-precaching', import.meta.url],
  ['workbox-core', require.resolve('workbox-precaching')],
  ['workbox-routing', require.resolve('workbox-precaching')],
  ['workbox-strategies', require.resolve('workbox-precaching')],
] as const

/** Writes `third-party-notices.txt`: every library of which something is in the site, with its licence. */
export function thirdPartyNotices(): Plugin {
  return {
    name: 'third-party-notices',
    apply: 'build',
    generateBundle() {
      const files = [...this.getModuleIds()].filter((id) => /[\\/]node_modules[\\/]/.test(id))
      const folders = new Set([
        ...files.map(findPackage).filter((folder) => folder !== undefined),
        ...others.map(([name, from]) => findPackage(createRequire(from).resolve(name))!),
      ])
      const notices = [...folders].map(readNotice).sort((a, b) => (a.name < b.name ? -1 : 1))
      const texts = notices.map(({ name, version, licence, text }) =>
        [`${name} ${version}, ${licence}`, '', text].join('\n').trim(),
      )
      this.emitFile({
        type: 'asset',
        fileName: 'third-party-notices.txt',
        source: `${[...new Set(texts)].join(`\n\n${'-'.repeat(72)}\n\n`)}\n`,
      })
    },
  }
}

/** The folder of the package that a file is of; inner package.json files, which name nothing, are passed over. */
function findPackage(id: string): string | undefined {
  const file = id.replace(/^\0/, '').replace(/\?.*$/, '')
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      if (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version) return folder
    } catch {
      // The next folder above may have one.
    }
  }
  return undefined
}

function readNotice(folder: string): { name: string; version: string; licence: string; text: string } {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
  const text = texts.join('\n\n') || `See ${homepage ?? `https://www.npmjs.com/package/${name}`}`
  return { name, version, licence: license ?? 'with this licence', text }
}
