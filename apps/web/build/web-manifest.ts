import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { Plugin } from 'vite'

const drawing = fileURLToPath(new URL('../public/icon.svg', import.meta.url))

/** Paper and accent of the light theme. */
const colours = { background: '#faf7f5', icon: '#c2304f' }

/** Systems that cut icons to a shape of theirs may take a fifth of each side. */
const icons = [
  { name: 'icon-192.png', side: 192, purpose: 'any' },
  { name: 'icon-512.png', side: 512, purpose: 'any' },
  { name: 'icon-maskable-512.png', side: 512, purpose: 'maskable' },
] as const

const manifest = {
  name: 'AnimeGAN',
  short_name: 'AnimeGAN',
  description: 'Make anime characters in your own browser: free, private, no account.',
  id: './',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: colours.background,
  theme_color: colours.background,
  categories: ['entertainment', 'graphics'],
  icons: icons.map(({ name, side, purpose }) => ({
    src: name,
    sizes: `${side}x${side}`,
    type: 'image/png',
    purpose,
  })),
}

/** Makes the site installable: `site.webmanifest`, and the icons of `public/icon.svg` as PNGs. */
export function webManifest(): Plugin {
  return {
    name: 'web-manifest',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'manifest', href: './site.webmanifest' }, injectTo: 'head' },
      { tag: 'link', attrs: { rel: 'apple-touch-icon', href: './apple-touch-icon.png' }, injectTo: 'head' },
    ],
    async generateBundle() {
      const svg = await readFile(drawing)
      const emit = (fileName: string, source: string | Uint8Array) =>
        this.emitFile({ type: 'asset', fileName, source })
      for (const { name, side, purpose } of icons) {
        emit(name, purpose === 'maskable' ? await drawFullIcon(svg, side) : await drawIcon(svg, side))
      }
      emit('apple-touch-icon.png', await drawFullIcon(svg, 180))
      emit('site.webmanifest', JSON.stringify(manifest, undefined, 2))
    },
  }
}

const drawIcon = (svg: Uint8Array, side: number): Promise<Buffer> =>
  sharp(svg, { density: (72 * side) / 64 })
    .resize(side)
    .png({ compressionLevel: 9 })
    .toBuffer()

/** The icon, small enough on a ground of its own colour, for systems that round the corners themselves. */
async function drawFullIcon(svg: Uint8Array, side: number): Promise<Buffer> {
  const inner = Math.round(side * 0.8)
  const margin = Math.floor((side - inner) / 2)
  const picture = await drawIcon(svg, inner)
  return sharp({ create: { width: side, height: side, channels: 4, background: colours.icon } })
    .composite([{ input: picture, left: margin, top: margin }])
    .png({ compressionLevel: 9 })
    .toBuffer()
}
