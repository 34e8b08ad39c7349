import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** The style sheets that react-aria adds to the page by script: for presses, and for scrolling behind dialogs on iOS. */
const reactAriaStyles = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
]

const hashes = reactAriaStyles.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  `style-src 'self' ${hashes.join(' ')}`,
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self' blob:",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The names of these files change with what is in them. */
const immutable = '/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n'

/**
 * Writes the Content-Security-Policy into the page, for any host, and with it the headers of cross-origin isolation to `_headers`, for hosts
 * that read such a file. In development there is none: Vite's own scripts are inline.
 */
export function securityHeaders(): Plugin {
  return {
    name: 'security-headers',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      const headers = [
        `Content-Security-Policy: ${policy}; frame-ancestors 'none'`,
        'Cross-Origin-Opener-Policy: same-origin',
        'Cross-Origin-Embedder-Policy: require-corp',
        'X-Content-Type-Options: nosniff',
        'Referrer-Policy: no-referrer',
      ]
      this.emitFile({
        type: 'asset',
        fileName: '_headers',
        source: `/*\n${headers.map((line) => `  ${line}\n`).join('')}${immutable}`,
      })
    },
  }
}
