import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TagPrior } from '@animegan/core'
import { encode } from 'fast-png'
import { workerData } from 'piscina'
import { defineTask } from '../worker-pool.js'
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

/** The images to draw: from first to last, the last excluded. */
export interface SynthesisTask {
  first: number
  last: number
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

export default defineTask<SynthesisTask, void>(({ first, last }) => {
  for (let index = first; index < last; index++) writeImage(workerData as WorkerSettings, index)
})
