/** A measure in few characters: 4 significant digits, more of them only in front of the point. */
export function formatMeasure(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size < 1e-4) return value.toExponential(1)
  if (size >= 100) return value.toLocaleString('en-US', { maximumFractionDigits: size < 1e4 ? 2 : 0 })
  return value.toFixed(size >= 10 ? 2 : size >= 0.1 ? 3 : 5)
}

/** A count, with commas. */
export const formatCount = (value: number): string => value.toLocaleString('en-US')

/** A part of a whole as the paper's tables give it: `0.95`. */
export const formatShare = (share: number): string => share.toFixed(2)

/** A part of a whole in per cent. */
export const formatPercent = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)}%`

/** A size of a file. */
export const formatBytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 1)} MB`

/** An item of "a, b and c". */
export const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
