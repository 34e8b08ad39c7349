export type RecordingErrorCode =
  | 'UNKNOWN_KERNEL'
  | 'UNSUPPORTED'
  | 'SYMBOLIC_BATCH'
  | 'VALUE_NEEDED'
  | 'INVALID_INPUT'

const marker = Symbol.for('animegan.tfjs-onnx.recording-error')

/** A function that cannot be recorded as ONNX. The message says why and what to change. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError'
  readonly [marker] = true

  constructor(
    readonly code: RecordingErrorCode,
    message: string,
  ) {
    super(message)
  }

  /** Recognises the error even when two copies of this package are loaded. */
  static isInstance(error: unknown): error is RecordingError {
    return error instanceof Error && marker in error
  }
}
