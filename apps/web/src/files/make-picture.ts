import { AnimeganError } from '@animegan/core'
import type { PictureAnswer, PictureRequest } from './picture-worker'

interface Waiting {
  resolve(bytes: Uint8Array<ArrayBuffer>): void
  reject(error: unknown): void
}

let worker: Worker | undefined
let count = 0
const waiting = new Map<number, Waiting>()

/**
 * Makes a PNG or JPEG in a worker, which all pages share: resampling and compressing take too long for the page's own thread.
 * Throws `NOT_WRITABLE` when it cannot be made.
 */
export function makePicture(request: PictureRequest): Promise<Uint8Array<ArrayBuffer>> {
  const id = count++
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    worker ??= startWorker()
    worker.postMessage({ id, request })
  })
}

function startWorker(): Worker {
  const started = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' })
  started.onmessage = ({ data }: MessageEvent<PictureAnswer>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if ('bytes' in data) asked?.resolve(data.bytes)
    else asked?.reject(notMade(data.message))
  }
  // The next picture tries again.
  started.onerror = ({ message }) => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(notMade(message || 'the worker did not start'))
    waiting.clear()
  }
  return started
}

const notMade = (reason: string) =>
  new AnimeganError('NOT_WRITABLE', `The picture could not be made: ${reason}`)
