import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { TagPrior } from '@animegan/core'
import { encode } from 'fast-png'
import { drawFace } from './draw-face.js'
import { planImage, type SynthesisSchema } from './synthesis-plan.js'

/** What a worker is started with. */
export interface WorkerSettings {
  out: string
  size: number
  seed: number
  prior: TagPrior
  schema: SynthesisSchema
}

/** A request: draw the images from first to last, the last excluded. */
export interface WorkerRequest {
  first: number
  last: number
}

/** The answer to a request: how many images are done, or why they are not. */
export interface WorkerReply {
  done: number
  failure?: { code: string | undefined; message: string }
}

function writeImage(settings: WorkerSettings, index: number): void {
  const { out, size } = settings
  const { fileName, tags, seed, year } = planImage(settings.seed, index, settings.prior, settings.schema)
  const path = join(out, fileName)
  if (existsSync(path)) return
  const data = drawFace({ tags, seed, size, year })
  const png = encode({ width: size, height: size, channels: 3, depth: 8, data }, { zlib: { level: 2 } })
  const partial = `${path}.part`
  writeFileSync(partial, png)
  renameSync(partial, path)
}

parentPort?.on('message', ({ first, last }: WorkerRequest) => {
  const reply: WorkerReply = { done: last - first }
  try {
    for (let index = first; index < last; index++) writeImage(workerData as WorkerSettings, index)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    reply.failure = { code, message: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(reply)
})
