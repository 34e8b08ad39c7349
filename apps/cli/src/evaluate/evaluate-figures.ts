import { join } from 'node:path'
import { InvalidInputError, parseTags } from '@animegan/core'
import { figureNames } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { parseFlags } from '../flag-values.js'
import { createTerminalProgress } from '../terminal-progress.js'
import { writeFigure } from './drawn-figure.js'
import { drawModelFigure } from './model-figure.js'
import { openModel } from './open-model.js'
import { planFlags, readPlanOptions } from './plan-flags.js'

const flagsSchema = z.object({
  ...planFlags,
  out: z.string().check(z.minLength(1, 'expected a folder')),
})

/**
 * Does `animegan evaluate figures`: all figures that a model draws by itself, one after the other, and why it cannot draw the others.
 * Throws `INVALID_OPTION` for wrong flags, `NOT_WRITABLE`, and as `openModel`, `readPlanOptions` and `generate` do.
 */
export async function evaluateFigures(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(flags.out, 'figure.png'))
  await using model = await openModel(flags, signal)
  const options = await readPlanOptions(flags, model.manifest.tags)
  // A figure that the model lacks tags for is left out, but not for tags that were asked for.
  if (flags.tags !== undefined) parseTags(model.manifest.tags, flags.tags)
  for (const name of figureNames) {
    const onProgress = createTerminalProgress(`${name}, faces`)
    try {
      const drawing = { ...options, model, name, signal, onProgress }
      const figure = await drawModelFigure(drawing).finally(onProgress.clear)
      await writeFigure(join(flags.out, `${name}.png`), figure)
    } catch (error) {
      if (!InvalidInputError.isInstance(error)) throw error
      console.log(`left out ${name}: ${error.message}`)
    }
  }
}
