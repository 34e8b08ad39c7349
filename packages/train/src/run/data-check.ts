import { createHash } from 'node:crypto'
import { InvalidInputError, type TagSchema } from '@animegan/core'
import type { TrainingData } from '../training-batch.js'
import type { TrainingConfig } from '../training-config.js'

/** Throws INVALID_DATA when pictures have another size than the model wants, or other conditions. */
export function checkData(config: TrainingConfig, data: TrainingData): void {
  const { resolution, conditionSize } = config.generator
  const width = data.conditions.length / data.size
  if (data.resolution !== resolution || width !== conditionSize) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `The pictures have side ${data.resolution} and ${width} conditions; the model wants side ${resolution} and ${conditionSize} conditions.`,
    )
  }
  const [came, expected] = [listConditions(data.tagSchema), listConditions(config.tags)]
  const i = expected.findIndex((id, i) => id !== came[i])
  if (i < 0) return
  throw new InvalidInputError(
    'INVALID_DATA',
    `Condition ${i} of the pictures is "${came[i]}"; the model wants "${expected[i]}". Read the pictures with the tag schema of the run.`,
  )
}

const listConditions = ({ tags, attributes }: TagSchema): string[] =>
  [...tags, ...attributes].map(({ id }) => id)

/** SHA-256 of pictures, conditions and, where a teacher drew them, latents, in hexadecimal. */
export function fingerprintData({ images, conditions, latents }: TrainingData): string {
  const hash = createHash('sha256').update(images)
  for (const { buffer, byteOffset, byteLength } of latents ? [conditions, latents] : [conditions]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  }
  return hash.digest('hex')
}

/** Throws DATA_CHANGED when a checkpoint was trained on other pictures or tags. */
export function assertSameData(data: string, checkpoint: { data: string }, path: string): void {
  if (checkpoint.data === data) return
  throw new InvalidInputError(
    'DATA_CHANGED',
    `The training data is not the one that ${path} was trained on: pictures or tags were added, removed or changed. Give the same folder, or start a new run.`,
  )
}
