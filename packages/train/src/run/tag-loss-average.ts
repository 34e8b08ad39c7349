import type { StepMetrics } from '../trainer.js'

/**
 * The moving average of G's tag loss (`generator/tags`) over the last 100 steps or so, by which the best checkpoint is
 * chosen. A GAN's other losses say who is winning, not how good the pictures are; this one at least falls while pictures
 * show their tags more clearly, and rises when G collapses or diverges. It is blind to blur and to a lack of variety.
 *
 * @param average the one after the step before; undefined at the first step
 * @param step steps done
 */
export function averageTagLoss(
  average: number | undefined,
  metrics: StepMetrics,
  step: number,
): number | undefined {
  const loss = metrics['generator/tags']
  if (loss === undefined || average === undefined) return loss
  // It follows quickly at first: the first step should not weigh for long.
  const decay = Math.min(0.99, (1 + step) / (10 + step))
  return average * decay + loss * (1 - decay)
}
