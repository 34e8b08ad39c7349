import { InvalidInputError } from '@animegan/core'
import { type FigurePlan, figureNames } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { parseFlags, wholeNumber } from '../flag-values.js'
import { estimatorFlags } from '../open-estimator.js'
import { suggest } from '../suggestion.js'
import { createTerminalProgress } from '../terminal-progress.js'
import { drawCurveFigure } from './curve-figure.js'
import { type DrawnFigure, writeFigure } from './drawn-figure.js'
import { drawMapFigure } from './map-figure.js'
import { drawModelFigure } from './model-figure.js'
import { openModel } from './open-model.js'
import { planFlags, readPlanOptions } from './plan-flags.js'

const out = z.optional(z.string().check(z.regex(/\.png$/i, 'expected the path of a .png file')))
const modelFigureFlags = z.object({
  ...planFlags,
  rows: z.optional(wholeNumber(1, 32)),
  columns: z.optional(wholeNumber(1, 32)),
})
const folder = (what: string) => z.string(`expected ${what}`).check(z.minLength(1, `expected ${what}`))
const mapFlags = z.object({
  ...estimatorFlags,
  data: folder('the image folder to map'),
  seed: planFlags.seed,
})
const curveFlags = z.object({ run: folder('the folder of a run') })

/** Draws a figure by the flags that it takes. */
type DrawByFlags = (
  rawFlags: Record<string, unknown>,
  runs: readonly string[],
  signal: AbortSignal,
) => Promise<DrawnFigure>

/** Flags that say something about some figures only, and about which of the model's. */
const modelOnly = ['weights', 'dtype', 'truncation', 'rows', 'columns']
const particularFlags = [...modelOnly, 'tags', 'precision', 'data', 'estimator', 'run']
const ownFlags: Partial<Record<FigurePlan['name'], string>> = {
  'fixed-tags': 'tags',
  'tag-sets': 'precision',
}

/**
 * Does `animegan evaluate figure`. Throws `INVALID_OPTION` for wrong flags, `NOT_WRITABLE`, and as `drawModelFigure`, `drawMapFigure` and
 * `drawCurveFigure` do.
 */
export async function evaluateFigure(
  rawFlags: Record<string, unknown>,
  runs: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { name, out: path = `${name}.png` } = parseFlags(z.object({ name: z.string(), out }), rawFlags)
  const draw = findDrawing(name)
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(path)
  await writeFigure(path, await draw(rawFlags, runs, signal))
}

function findDrawing(name: string): DrawByFlags {
  if (name === 'map') return drawMapByFlags
  if (name === 'fid-curve') return drawCurvesByFlags
  const model = figureNames.find((known) => known === name)
  if (model) return (rawFlags, _, signal) => drawModelByFlags(model, rawFlags, signal)
  const names = [...figureNames, 'map', 'fid-curve']
  throw new InvalidInputError(
    'INVALID_OPTION',
    `unknown figure "${name}"${suggest(name, names) || `; there are ${names.join(', ')}`}`,
  )
}

async function drawModelByFlags(
  name: FigurePlan['name'],
  rawFlags: Record<string, unknown>,
  signal: AbortSignal,
): Promise<DrawnFigure> {
  refuseOthers(name, [...modelOnly, ownFlags[name]], rawFlags)
  const flags = parseFlags(modelFigureFlags, rawFlags)
  await using model = await openModel(flags, signal)
  const onProgress = createTerminalProgress('faces')
  const { rows, columns } = flags
  const options = { ...(await readPlanOptions(flags, model.manifest.tags)), rows, columns }
  return await drawModelFigure({ ...options, model, name, signal, onProgress }).finally(onProgress.clear)
}

const drawMapByFlags: DrawByFlags = (rawFlags, _, signal) => {
  refuseOthers('map', ['data', 'estimator'], rawFlags)
  return drawMapFigure(parseFlags(mapFlags, rawFlags), signal)
}

const drawCurvesByFlags: DrawByFlags = (rawFlags, runs) => {
  refuseOthers('fid-curve', ['run'], rawFlags)
  parseFlags(curveFlags, rawFlags)
  return drawCurveFigure(runs)
}

function refuseOthers(
  name: string,
  takes: readonly (string | undefined)[],
  rawFlags: Record<string, unknown>,
): void {
  const other = particularFlags.find((flag) => rawFlags[flag] !== undefined && !takes.includes(flag))
  if (other === undefined) return
  throw new InvalidInputError('INVALID_OPTION', `--${other} says nothing about figure ${name}: leave it out`)
}
