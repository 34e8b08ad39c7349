import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { publishedWeights } from './build/published-weights.ts'
import { securityHeaders } from './build/security-headers.ts'
import { serviceWorker } from './build/service-worker.ts'
import { thirdPartyNotices } from './build/third-party-notices.ts'
import { webManifest } from './build/web-manifest.ts'

/** Threads of WebAssembly need it. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export default defineConfig({
  // Relative, so that the site works in any folder of any host.
  base: './',
  plugins: [
    react(),
    // What react-aria itself says, in our languages alone.
    optimizeLocales.vite({ locales: ['en-US', 'ja-JP', 'zh-CN', 'ru-RU'] }),
    publishedWeights(),
    securityHeaders(),
    webManifest(),
    thirdPartyNotices(),
    serviceWorker(),
  ],
  // The runtime finds its own files beside itself.
  optimizeDeps: { exclude: ['@animegan/runtime-web'] },
  server: { headers: isolation },
  preview: { headers: isolation },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
})
