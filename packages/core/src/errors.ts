/** Codes that AnimeGAN's own packages use. A package may add its own in the same style. */
export type ErrorCode =
  | 'ABORTED'
  | 'CHECKPOINT_CORRUPT'
  | 'CHECKPOINT_NOT_FOUND'
  | 'CONFIG_CHANGED'
  | 'CONTRADICTING_TAGS'
  | 'DATA_CHANGED'
  | 'DEVICE_UNAVAILABLE'
  | 'DISPOSED'
  | 'DOWNLOAD_FAILED'
  | 'INVALID_CONFIG'
  | 'INVALID_DATA'
  | 'INVALID_MANIFEST'
  | 'INVALID_OPTION'
  | 'INVALID_SHAPE'
  | 'INVALID_SPEC'
  | 'NOT_WRITABLE'
  | 'RUN_EXISTS'
  | 'RUN_LOCKED'
  | 'RUN_NOT_FOUND'
  | 'RUNTIME_UNAVAILABLE'
  | 'TRAINING_DIVERGED'
  | 'UNKNOWN_ATTRIBUTE'
  | 'UNKNOWN_PRESET'
  | 'UNKNOWN_TAG'
  | 'UNSUPPORTED_KERNEL'
  | 'WEIGHTS_CORRUPT'
  | 'WEIGHTS_NOT_FOUND'
  | 'WEIGHTS_UNKNOWN'

const errorMarker = Symbol.for('animegan.error')
const invalidInputMarker = Symbol.for('animegan.error.invalid-input')

const isMarked = (value: unknown, marker: symbol): boolean =>
  typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[marker] === true

/**
 * Base of every error that AnimeGAN throws on purpose. The message says what came, what was expected and what to do.
 *
 * Test with `AnimeganError.isInstance(error)` rather than `instanceof`: it also knows the errors of another copy of
 * this package, which a dependency tree can easily hold.
 */
export class AnimeganError extends Error {
  override readonly name: string = 'AnimeganError'
  /** Stable, SCREAMING_SNAKE; for programs, where the message is for people. */
  readonly code: ErrorCode | (string & {})

  constructor(code: ErrorCode | (string & {}), message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    Object.defineProperty(this, errorMarker, { value: true })
  }

  static isInstance(value: unknown): value is AnimeganError {
    return isMarked(value, errorMarker)
  }
}

/** The caller passed or typed something wrong: trying again without changing it is useless. */
export class InvalidInputError extends AnimeganError {
  override readonly name: string = 'InvalidInputError'

  constructor(code: ErrorCode | (string & {}), message: string, options?: { cause?: unknown }) {
    super(code, message, options)
    Object.defineProperty(this, invalidInputMarker, { value: true })
  }

  static override isInstance(value: unknown): value is InvalidInputError {
    return isMarked(value, errorMarker) && isMarked(value, invalidInputMarker)
  }
}
