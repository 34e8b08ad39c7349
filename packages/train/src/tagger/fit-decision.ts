import { createRandom } from '@animegan/core'
/** Pictures by their features, and whether each shows the tag. */
export interface SeenPictures {
  /** [pictures, size] */
  features: Float32Array
  /** Length of a feature vector. */
  size: number
  shown: readonly boolean[]
}

/** How a tag is decided from features: sigmoid(features . weights + bias). */
interface Decision {
  weights: Float64Array
  bias: number
}

/** A decision, and what it says of pictures that it was not fitted to. */
export interface FittedDecision extends Decision {
  /** The penalty on the squared weights, chosen by the cross-validation. */
  penalty: number
  /** The probability of each picture in five-fold cross-validation. */
  crossValidated: number[]
}

const penalties = [3, 10, 30, 100, 300]
const folds = 5

/**
 * Logistic regression with an L2 penalty on standardised features; of five penalties, the one with the least log-loss in
 * cross-validation. Without class weights, so that probabilities stay frequencies.
 *
 * @param seed of the folds
 * @throws RangeError when no picture, or every one, shows the tag
 */
export function fitDecision(pictures: SeenPictures, seed: number): FittedDecision {
  const { shown } = pictures
  const positives = shown.filter(Boolean).length
  if (positives === 0 || positives === shown.length) {
    throw new RangeError(`${positives} of ${shown.length} pictures show the tag; both kinds are needed`)
  }
  const scaled = standardise(pictures)
  const order = shuffle(shown.length, seed)
  const trials = penalties.map((penalty) => {
    const logits = crossValidate(scaled, shown, order, penalty)
    return { penalty, logits, loss: logLoss(logits, shown) }
  })
  const best = trials.reduce((a, b) => (b.loss < a.loss ? b : a))
  const { weights, bias } = solve(scaled.rows, shown, best.penalty)
  const unscaled = weights.map((weight, i) => weight / scaled.deviation[i]!)
  return {
    weights: unscaled,
    bias: bias - dot(unscaled, scaled.mean),
    penalty: best.penalty,
    crossValidated: Array.from(best.logits, logistic),
  }
}

interface Scaled {
  rows: Float64Array[]
  mean: Float64Array
  deviation: Float64Array
}

function standardise({ features, size, shown }: SeenPictures): Scaled {
  const count = shown.length
  const mean = new Float64Array(size)
  const deviation = new Float64Array(size)
  features.forEach((value, i) => {
    mean[i % size]! += value / count
  })
  features.forEach((value, i) => {
    deviation[i % size]! += (value - mean[i % size]!) ** 2 / count
  })
  // Some features never fire: they must not blow up.
  for (let i = 0; i < size; i++) deviation[i] = Math.sqrt(deviation[i]!) + 1e-3
  const rows = shown.map((_, row) =>
    Float64Array.from({ length: size }, (_, i) => (features[row * size + i]! - mean[i]!) / deviation[i]!),
  )
  return { rows, mean, deviation }
}

function shuffle(count: number, seed: number): number[] {
  const random = createRandom(seed, 'folds')
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

/** The logit of each picture by a decision that was fitted to the other folds. */
function crossValidate(
  { rows }: Scaled,
  shown: readonly boolean[],
  order: readonly number[],
  penalty: number,
): Float64Array {
  const logits = new Float64Array(rows.length)
  for (let fold = 0; fold < folds; fold++) {
    const others = order.filter((_, place) => place % folds !== fold)
    const decision = solve(
      others.map((row) => rows[row]!),
      others.map((row) => shown[row]!),
      penalty,
    )
    for (let place = fold; place < order.length; place += folds) {
      const row = order[place]!
      logits[row] = dot(rows[row]!, decision.weights) + decision.bias
    }
  }
  return logits
}

const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit))

const logLoss = (logits: Float64Array, shown: readonly boolean[]): number =>
  logits.reduce((sum, logit, i) => sum + Math.log1p(Math.exp(shown[i] ? -logit : logit)), 0)

/** Newton's method; each step's linear system by conjugate gradients, which never build the matrix. */
function solve(rows: readonly Float64Array[], shown: readonly boolean[], penalty: number): Decision {
  const size = rows[0]!.length
  // The bias is the last unknown; it is not penalised.
  const unknowns = new Float64Array(size + 1)
  for (let iteration = 0; iteration < 30; iteration++) {
    const chances = rows.map((row) => logistic(dot(row, unknowns) + unknowns[size]!))
    const gradient = gather(
      rows,
      chances.map((chance, i) => chance - Number(shown[i])),
    )
    for (let i = 0; i < size; i++) gradient[i]! += 2 * penalty * unknowns[i]!
    const curvature = (direction: Float64Array) => {
      const product = gather(
        rows,
        rows.map((row, i) => chances[i]! * (1 - chances[i]!) * (dot(row, direction) + direction[size]!)),
      )
      for (let i = 0; i < size; i++) product[i]! += 2 * penalty * direction[i]!
      return product
    }
    const step = conjugateGradients(curvature, gradient)
    for (let i = 0; i <= size; i++) unknowns[i]! -= step[i]!
    if (Math.max(...step.map(Math.abs)) < 1e-8) break
  }
  return { weights: unknowns.slice(0, size), bias: unknowns[size]! }
}

/** The sum of the rows, each times its factor; the factors' sum comes last. */
function gather(rows: readonly Float64Array[], factors: readonly number[]): Float64Array {
  const size = rows[0]!.length
  const sum = new Float64Array(size + 1)
  rows.forEach((row, i) => {
    for (let k = 0; k < size; k++) sum[k]! += factors[i]! * row[k]!
    sum[size]! += factors[i]!
  })
  return sum
}

function conjugateGradients(
  multiply: (direction: Float64Array) => Float64Array,
  target: Float64Array,
): Float64Array {
  const solution = new Float64Array(target.length)
  const rest = target.slice()
  let direction = target.slice()
  let norm = dot(rest, rest)
  for (let iteration = 0; iteration < 200 && norm > 1e-18; iteration++) {
    const product = multiply(direction)
    const length = norm / dot(direction, product)
    for (let i = 0; i < solution.length; i++) {
      solution[i]! += length * direction[i]!
      rest[i]! -= length * product[i]!
    }
    const before = norm
    norm = dot(rest, rest)
    direction = direction.map((value, i) => rest[i]! + (norm / before) * value)
  }
  return solution
}

/** Over the length of the first. */
function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
