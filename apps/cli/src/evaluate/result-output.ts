import { join } from 'node:path'
import type { ExtractorIdentity, ModelIdentity, PicturesIdentity } from '@animegan/evaluation'

/** Prints a result: as JSON, or as text, and then on stderr what was left out and what to beware of. */
export function printResult<Result extends { warnings: readonly string[] }>(
  result: Result,
  {
    text,
    json,
    pictures,
  }: { text: string; json: boolean | undefined; pictures: readonly PicturesIdentity[] },
): void {
  if (json) {
    console.log(JSON.stringify(result, null, 2))
    return
  }
  console.log(text)
  for (const { dir, leftOut } of pictures) {
    for (const { name, detail } of leftOut) console.error(`left out ${join(dir, name)}: ${detail ?? ''}`)
  }
  for (const warning of result.warnings) console.error(`animegan: warning: ${warning}`)
}

/** Six digits are more than any sample supports. */
export const formatNumber = (value: number): string => Number(value.toPrecision(6)).toString()

/** Says which network made the features, and how pictures came to it. */
export function formatExtractor({ name, size, resolution, preprocessing }: ExtractorIdentity): string {
  return `${size} features of ${name}, pictures resized to ${resolution} pixels (${preprocessing.filter}, antialiased)`
}

/** Says which generator drew, and how. */
export function formatModel({ name, version, dtype }: ModelIdentity, truncation: number | undefined): string {
  return `${name} ${version} (${dtype})${truncation === undefined ? '' : `, truncation ${truncation}`}`
}

/** Says which pictures of a folder were taken. */
export function formatPictures({ dir, split }: PicturesIdentity): string {
  return split === undefined ? dir : `split ${split} of ${dir}`
}
