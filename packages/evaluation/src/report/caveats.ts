import { formatCount, listWords } from './number-formats.js'
import { paper } from './paper-numbers.js'
import type { Report } from './report.js'

/** Sentences that say how far the numbers of each section may be compared, with the paper's and among the models. */
export interface Caveats {
  fid: string[]
  scores: string[]
  precision: string[]
  speed: string[]
}

/** Finds what makes the numbers of a report unlike the paper's, or unlike one another. */
export function listCaveats(report: Report): Caveats {
  const training = warnOfTraining(report)
  return {
    fid: [...warnOfFid(report), ...training],
    scores: [...nameWarnings(report.scores), ...training],
    precision: warnOfPrecision(report),
    speed: warnOfSpeed(report),
  }
}

function warnOfFid({ dataset, estimators, fid }: Report): string[] {
  if (fid.length === 0) return []
  const others = estimators.filter(
    ({ name, features }) =>
      fid.some(({ estimator }) => estimator === name) &&
      (name !== paper.fid.estimator || features !== paper.fid.features),
  )
  const samples = listOthers(
    fid.map((entry) => entry.samples),
    paper.fid.samples,
  )
  const trials = listOthers(
    fid.map((entry) => entry.trials.length),
    paper.fid.trials,
  )
  const reasons = [
    `real pictures of ${dataset.name} (the paper's own ${formatCount(paper.pictures)} faces were never published)`,
    ...(others.length > 0
      ? [
          `features of ${listWords(others.map(({ name }) => name))} (the paper's are the ${formatCount(paper.fid.features)} of Illustration2Vec, and FID has the scale of the features)`,
        ]
      : []),
    ...(samples.length > 0
      ? [
          `${listWords(samples.map(formatCount))} fakes a trial (the paper drew ${formatCount(paper.fid.samples)}; FID of fewer is higher)`,
        ]
      : []),
    ...(trials.length > 0
      ? [
          `${listWords(trials.map(formatCount))} ${trials.join() === '1' ? 'trial' : 'trials'} in place of ${paper.fid.trials}`,
        ]
      : []),
  ]
  return [
    `Not comparable with the paper's numbers: ${reasons.join('; ')}.`,
    ...nameWarnings(fid),
    'Comparable among the models of this report, as far as they are by one estimator: same real pictures, same tags, same number of fakes.',
  ]
}

const listOthers = (values: readonly number[], usual: number): number[] =>
  [...new Set(values)].filter((value) => value !== usual)

/** The warnings of some measurements, each once, with the models that it is about unless it is about all. */
function nameWarnings(entries: readonly { model: string; warnings: readonly string[] }[]): string[] {
  const all = new Set(entries.map(({ model }) => model))
  return [...new Set(entries.flatMap(({ warnings }) => warnings))].map((warning) => {
    const about = new Set(
      entries.filter(({ warnings }) => warnings.includes(warning)).map(({ model }) => model),
    )
    return about.size === all.size ? `${warning}.` : `${listWords([...about])}: ${warning}.`
  })
}

/** FID between data sets is no fault of a model that was trained on the other one. */
function warnOfTraining({ dataset, models }: Report): string[] {
  const named = (training: string) =>
    models.filter(({ trainedOnDataset }) => trainedOnDataset === training).map(({ id }) => id)
  const [foreign, unknown] = [named('no'), named('unknown')]
  return [
    ...(foreign.length > 0
      ? [
          `${listWords(foreign)} ${foreign.length === 1 ? 'was' : 'were'} not trained on ${dataset.name}: the numbers also measure how the data sets differ.`,
        ]
      : []),
    ...(unknown.length > 0
      ? [
          `What ${listWords(unknown)} ${unknown.length === 1 ? 'was' : 'were'} trained on is not recorded: if it was not ${dataset.name}, the numbers also measure how the data sets differ.`,
        ]
      : []),
  ]
}

function warnOfPrecision({ precision }: Report): string[] {
  const byEstimator = precision.flatMap(({ model, judge }) =>
    judge.kind === 'estimator' ? [{ model, judge }] : [],
  )
  const names = [...new Set(byEstimator.map(({ judge }) => judge.name))]
  const unknown = [
    ...new Set(
      byEstimator.filter(({ judge }) => judge.labelledTrainingData === undefined).map(({ model }) => model),
    ),
  ]
  const images = listOthers(
    precision.map((entry) => entry.images),
    paper.tagImages,
  )
  return [
    ...(names.length > 0
      ? [
          `Not comparable one to one with the paper's numbers: judged by ${listWords(names)}, where the paper judged by eye.`,
        ]
      : []),
    ...(unknown.length > 0
      ? [
          `Who labelled the pictures that ${listWords(unknown)} learnt from is not recorded: if it was this estimator, the numbers are agreement with it.`,
        ]
      : []),
    ...images.map((count) => `${count} faces a tag, where the paper judged ${paper.tagImages}.`),
    ...nameWarnings(precision),
  ]
}

function warnOfSpeed({ models, speed }: Report): string[] {
  if (speed === undefined) return []
  const sizes = [...new Set(models.map(({ resolution }) => resolution))].sort((a, b) => a - b)
  const isPapers = sizes.length === 1 && sizes[0] === paper.resolution
  return [
    "Not comparable with the paper's numbers: it timed browsers on computers of its day, this is Node.js with ONNX Runtime on one machine.",
    ...(isPapers
      ? []
      : [
          `Faces of ${listWords(sizes.map((side) => `${side} x ${side}`))} pixels; the paper's have ${paper.resolution} x ${paper.resolution}.`,
        ]),
  ]
}
