import type { JudgingData } from '../judging-data.js'

/** A tag, and what was said of its images. */
export class JudgedTag {
  /** For each image whether it shows the tag; null when it was not judged. Changes as it is judged. */
  readonly verdicts: (boolean | null)[]

  constructor(
    readonly id: string,
    readonly label: string,
    /** Label of its group. */
    readonly group: string,
    verdicts: readonly (boolean | null)[],
  ) {
    this.verdicts = [...verdicts]
  }

  /** How many images were judged. */
  get judged(): number {
    return this.verdicts.filter((verdict) => verdict !== null).length
  }

  /** How many of them show the tag. */
  get shown(): number {
    return this.verdicts.filter((verdict) => verdict === true).length
  }

  /** The next place after one, from the start again after the end, that was not judged; undefined when all were. */
  nextOpen(after: number): number | undefined {
    const { length } = this.verdicts
    const places = Array.from({ length }, (_, step) => (after + 1 + step) % length)
    return places.find((place) => this.verdicts[place] === null)
  }
}

/** The tags that are judged, in the order of the schema. */
export function listJudgedTags({ asked, schema, images, judgements }: JudgingData): JudgedTag[] {
  const groups = new Map(schema.groups.map(({ id, labels }) => [id, labels.en]))
  return schema.tags
    .filter(({ id }) => asked.includes(id))
    .map(({ id, labels, group }) => {
      const verdicts = judgements[id] ?? Array.from({ length: images }, () => null)
      return new JudgedTag(id, labels.en, groups.get(group) ?? '', verdicts)
    })
}
