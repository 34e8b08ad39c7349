/** What the controls of tags show and change. */
export interface TagChoices {
  /** Tags that are on or off, by id; all others are left to chance. */
  tags: Readonly<Record<string, boolean>>
  /** Ids of the tags of the face that is shown. */
  drawn: readonly string[]
  onChange(tags: Record<string, boolean>): void
}

/** Chance, on, off, and chance again: what pressing a tag makes of it. */
export function cycleTag(tags: TagChoices['tags'], id: string): Record<string, boolean> {
  const { [id]: value, ...others } = tags
  if (value === undefined) return { ...others, [id]: true }
  return value ? { ...others, [id]: false } : others
}
