const key = 'animegan.model'

/** The model that the visitor chose last; undefined where nothing is stored. */
export function readPreferredModel(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps the choice for the next visit. */
export function keepPreferredModel(id: string): void {
  try {
    localStorage.setItem(key, id)
  } catch {
    // It lasts as long as the page.
  }
}
