import { type FacePlan, planInterpolation, planSweep, type WeightsManifest } from '@animegan/core'
import * as z from 'zod/mini'
import type { DrawFacesOptions } from './draw-faces.js'

/** Faces that belong together in rows: one attribute moves along each row, or one row leads from a seed to another. */
export type FaceSeries =
  | { kind: 'sweep'; attribute: string; from: number; to: number }
  | { kind: 'interpolation'; seeds: [from: number, to: number] }

/** Faces in a row when `--count` does not say. */
export const defaultSteps = 8

const number = String.raw`[+-]?\d+(?:\.\d+)?`
const sweepForm = new RegExp(String.raw`^\s*([\w-]+)\s*=\s*(${number})\s*\.\.\s*(${number})\s*$`)

/** "year=2003..2017" as a sweep of that attribute; the values differ, and may fall. */
export const attributeSweep = () =>
  z.pipe(
    z.string(),
    z.transform((text, context): Extract<FaceSeries, { kind: 'sweep' }> => {
      const [, attribute, from, to] = sweepForm.exec(text) ?? []
      if (attribute !== undefined && Number(from) !== Number(to)) {
        return { kind: 'sweep', attribute, from: Number(from), to: Number(to) }
      }
      const message = 'expected an attribute and two different values like year=2003..2017'
      context.issues.push({ code: 'custom', message, input: text })
      return z.NEVER
    }),
  )

/** "7,85" as the way from one seed to another. */
export const seedPair = () =>
  z.pipe(
    z.string(),
    z.transform((text, context): Extract<FaceSeries, { kind: 'interpolation' }> => {
      const pair = /^\s*(\d+)\s*,\s*(\d+)\s*$/.exec(text)?.slice(1).map(Number)
      if (pair?.every(Number.isSafeInteger)) return { kind: 'interpolation', seeds: [pair[0]!, pair[1]!] }
      context.issues.push({ code: 'custom', message: 'expected two seeds like 7,85', input: text })
      return z.NEVER
    }),
  )

/** A series with the number of faces in each of its rows. */
export interface SeriesRequest {
  series: FaceSeries
  steps: number
}

/** Plans the faces of a series, row by row. Throws what core's `planSweep` and `planInterpolation` throw. */
export function planSeries(
  manifest: WeightsManifest,
  { series, steps }: SeriesRequest,
  options: DrawFacesOptions,
): FacePlan[] {
  const { tags, fixed, attributes, truncation, prior, seed, seeds } = options
  const shared = { tags, fixed, attributes, truncation, prior, steps }
  return series.kind === 'sweep'
    ? planSweep(manifest, { ...shared, ...series, seed, seeds })
    : planInterpolation(manifest, { ...shared, seeds: series.seeds })
}

/** A series as the record inside a picture says it, under the names of the flags. */
export function recordSeries(series: FaceSeries): Record<string, unknown> {
  if (series.kind === 'interpolation') return { interpolate: series.seeds }
  const { attribute, from, to } = series
  return { sweep: { attribute, from, to } }
}
