import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import type * as OpenCv from '@techstark/opencv-js'

/** OpenCV, compiled to WebAssembly. */
export type Cv = typeof OpenCv

const require = createRequire(import.meta.url)

let loading: Promise<{ cv: Cv }> | undefined

/**
 * Loads OpenCV, once a thread; takes about a second. It comes in a wrapper, and not by `import`, because the module has a `then` of
 * its own: whatever awaits it waits for ever.
 */
export function loadOpencv(): Promise<{ cv: Cv }> {
  loading ??= new Promise((resolve) => {
    const cv = requireOpencv()
    const isReady = (cv as Partial<Cv>).Mat !== undefined
    if (isReady) resolve({ cv })
    else cv.onRuntimeInitialized = () => resolve({ cv })
  })
  return loading
}

/** The module answers every error that nobody caught with its own source of 10 MB; those listeners go again. */
function requireOpencv(): Cv & { onRuntimeInitialized: () => void } {
  const emitter: EventEmitter = process
  const events = ['uncaughtException', 'unhandledRejection']
  const before = new Set(events.flatMap((event) => emitter.listeners(event)))
  const cv = require('@techstark/opencv-js') as ReturnType<typeof requireOpencv>
  for (const event of events) {
    for (const listener of emitter.listeners(event)) {
      if (!before.has(listener)) emitter.off(event, listener as () => void)
    }
  }
  return cv
}

/** Frees what lives in OpenCV's own memory, which no garbage collector sees, at the end of a block: `using scope = ...`. */
export class CvScope implements Disposable {
  readonly #owned: { delete(): void }[] = []

  /** Has `object` freed with the scope, and gives it back. */
  own<T extends { delete(): void }>(object: T): T {
    this.#owned.push(object)
    return object
  }

  [Symbol.dispose](): void {
    for (const object of this.#owned.reverse()) object.delete()
  }
}
