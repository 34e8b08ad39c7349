import { RecordingError } from './recording-error.js'

/**
 * The size that stands for "any batch size" while recording. tfjs needs a number; a large prime does not occur
 * by accident, and its multiples are exactly the axes that the batch was merged into.
 */
export const symbolicBatch = 1_000_003

export function isSymbolic(size: number): boolean {
  return size !== 0 && size % symbolicBatch === 0
}

/**
 * The shape argument of an ONNX Reshape, where -1 is the axis that holds the batch.
 *
 * @throws RecordingError when the operator cannot be written for any batch size.
 */
export function dimensions(shape: readonly number[], op: string): number[] {
  const symbolic = shape.filter(isSymbolic)
  if (symbolic.length > 1 || (symbolic.length === 1 && op !== 'Reshape')) {
    throw new RecordingError(
      'SYMBOLIC_BATCH',
      `${op} to shape [${shape.map((size) => (isSymbolic(size) ? 'batch' : size))}] depends on the batch size. ` +
        'Record with a fixed batch size, or write the function so that every result keeps the batch as one axis.',
    )
  }
  return shape.map((size) => (isSymbolic(size) ? -1 : size))
}

/**
 * Refuses a number that JavaScript computed from the stand-in batch size, such as the 1 / size in the gradient of a mean:
 * in the model it would be a constant, and wrong for every real batch.
 */
export function refuseBatchSize(number: number): void {
  const size = Math.abs(number) < 1 ? 1 / Math.abs(number) : Math.abs(number)
  const nearest = Math.round(size / symbolicBatch) * symbolicBatch
  // float32 keeps seven digits, which tell 1,000,003 from 1,000,000.
  if (nearest === 0 || Math.abs(size - nearest) > 2e-7 * size || size > 1e10) return
  throw new RecordingError(
    'SYMBOLIC_BATCH',
    `The number ${number} was computed from the batch size, which is not known while recording. Record with a fixed ` +
      'batch size, or compute it with tensors.',
  )
}
