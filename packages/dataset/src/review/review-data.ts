/**
 * What the server of a review tells its page. Numbers and texts of all pictures stand in columns, each in the order of the
 * records; a column is absent when no record has it.
 */
export interface ReviewData {
  /** The folder, as it was given. */
  folder: string
  /** What to type to start this server again at this address. */
  command: string
  groups: readonly ReviewGroup[]
  /** In the order of the tag schema; tags are numbers in `pictures`. */
  tags: readonly ReviewTag[]
  pictures: ReviewColumns
  /** What was decided before, by id. */
  decisions: Readonly<Record<string, { verdict?: ReviewVerdict | null; tags?: readonly string[] | null }>>
}

/** What can be said of a picture. */
export type ReviewVerdict = 'accept' | 'reject'

/** A group of tags. */
export interface ReviewGroup {
  label: string
  /** Whether a picture has at most one of its tags. */
  exclusive: boolean
}

/** A tag. */
export interface ReviewTag {
  id: string
  label: string
  /** Place of its group. */
  group: number
}

/** The records, column by column. */
export interface ReviewColumns {
  id: readonly string[]
  file: readonly string[]
  /** Numbers of the tags that are on. */
  tags: readonly (readonly number[])[]
  /** A tagger's probability of each tag, in thousandths; -1 when it gave none. */
  scores?: readonly (readonly number[] | null)[]
  /** "640 × 480", in pixels. */
  size?: readonly (string | null)[]
  /** Shorter side of the face that the picture was cut for, in pixels. */
  face?: readonly (number | null)[]
  sharpness?: readonly (number | null)[]
  /** Group of duplicates. */
  duplicates?: readonly (string | null)[]
  /** Title of the work, or else the name inside the source. */
  origin?: readonly (string | null)[]
  year?: readonly (number | null)[]
  source?: readonly (string | null)[]
  split: readonly string[]
  /** What the record itself says. */
  verdict?: readonly (ReviewVerdict | null)[]
}

/** One decision as the page sends it; the server adds the time. */
export interface ReviewDecision {
  id: string
  verdict?: ReviewVerdict | null
  tags?: readonly string[] | null
}
