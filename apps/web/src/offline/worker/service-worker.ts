import {
  cleanupOutdatedCaches,
  getCacheKeyForURL,
  matchPrecache,
  type PrecacheEntry,
  precache,
} from 'workbox-precaching'

declare const self: ServiceWorkerGlobalScope

/** Every file of the site but the models and ONNX Runtime, which `@animegan/runtime-web` keeps; written in by the build. */
declare const siteFiles: PrecacheEntry[]

const shell = 'index.html'

precache(siteFiles)
cleanupOutdatedCaches()

// A page of before has the files of before: only its visitor says when the new version takes over.
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting()
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const file = request.mode === 'navigate' && isHome(request.url) ? shell : request.url
  if (getCacheKeyForURL(file)) event.respondWith(answer(file, request))
})

/** Whether an address is that of the page, however the host spells it. */
function isHome(address: string): boolean {
  const { pathname } = new URL(address)
  const home = new URL(self.registration.scope).pathname
  return pathname === home || pathname === `${home}${shell}`
}

/**
 * The kept file, as a host that can send headers would answer: with those of cross-origin isolation, which threads of
 * WebAssembly need. They count for the page and for the workers that it starts.
 */
async function answer(file: string, request: Request): Promise<Response> {
  const kept = (await matchPrecache(file)) ?? (await fetch(request))
  if (kept.status !== 200) return kept
  const headers = new Headers(kept.headers)
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp')
  return new Response(kept.body, { headers })
}
