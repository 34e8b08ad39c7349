import { type FigurePlan, type PlanFigureOptions, planFigure } from '@animegan/evaluation'
import type { DrawFigureOptions } from '@animegan/evaluation/figures'
import { type DrawnFigure, namePaperFigures } from './drawn-figure.js'
import { identifyModel } from './identities.js'
import type { OpenedModel } from './open-model.js'
import { formatModel } from './result-output.js'

export interface DrawModelFigureOptions extends PlanFigureOptions {
  model: OpenedModel
  name: FigurePlan['name']
  signal: AbortSignal
  /** Called after every face. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** A figure of a model with its faces, before it becomes a picture. */
export interface ComposedFigure extends Pick<DrawnFigure, 'title' | 'paperFigures' | 'text'> {
  caption: string
  /** What `drawFigure` takes: title, caption and note with it. */
  figure: DrawFigureOptions
}

/** Draws a figure of the paper with a model. Throws as {@link composeModelFigure} does. */
export async function drawModelFigure(options: DrawModelFigureOptions): Promise<DrawnFigure> {
  const { title, paperFigures, figure, text } = await composeModelFigure(options)
  const { drawFigure } = await import('@animegan/evaluation/figures')
  return { title, paperFigures, picture: drawFigure(figure), text }
}

/**
 * Draws the faces of a figure of the paper with a model; the text says what each of them was drawn from. Throws what `planFigure` and
 * `generate` throw.
 */
export async function composeModelFigure(options: DrawModelFigureOptions): Promise<ComposedFigure> {
  const { model, name, signal, onProgress, tags, truncation } = options
  const plan = planFigure(name, model.manifest, options)
  const { title, paperFigures, caption, rows } = plan
  const faces = await model.generator.generate({
    plans: rows.flatMap(({ plans }) => plans),
    ...{ signal, onProgress },
  })
  const { composeFigure } = await import('@animegan/evaluation/figures')
  const { recordPicture } = await import('@animegan/runtime-node')
  const note =
    `${formatModel(identifyModel(model), truncation)}, SHA-256 ${model.sha256.slice(0, 12)}; as ` +
    `${namePaperFigures(paperFigures)} of Jin et al. (2017)`
  return {
    ...{ title, paperFigures, caption },
    figure: { ...composeFigure(plan, faces), note },
    text: recordPicture({
      ...{ faces, weights: model, columns: rows[0]!.plans.length },
      settings: { figure: name, tags, truncation },
    }),
  }
}
