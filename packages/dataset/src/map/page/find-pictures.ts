import type { MapData } from '../map-data.js'

/** Finds pictures by what is written in a search field and by chosen tags; both must fit. */
export interface PictureFinder {
  /**
   * Whether each picture fits.
   *
   * @param query terms with commas between, each the beginning of a word or words of a tag, year, source or file name; a
   *   minus before a term excludes
   * @param chosen places of tags that must all be there
   */
  find(query: string, chosen: ReadonlySet<number>): boolean[]
}

const normalise = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s\-_/.]+/g, ' ')
    .trim()

/** Prepares a search among the pictures of a map. */
export function createPictureFinder({ pictures, tags }: Pick<MapData, 'pictures' | 'tags'>): PictureFinder {
  // Each text begins with a space, so that a space and a term find the beginnings of words only.
  const texts = pictures.map(({ name, facts, tags: places }) => {
    const parts = [...places.flatMap((place) => tags[place]!.words), ...facts.map(([, value]) => value), name]
    return parts.map((part) => ` ${normalise(part)}`).join('\n')
  })
  return {
    find(query, chosen) {
      const terms = query
        .split(',')
        .map(parseTerm)
        .filter(({ text }) => text !== ' ')
      return pictures.map(
        ({ tags: places }, i) =>
          [...chosen].every((tag) => places.includes(tag)) &&
          terms.every(({ text, excluded }) => texts[i]!.includes(text) !== excluded),
      )
    },
  }
}

function parseTerm(term: string): { text: string; excluded: boolean } {
  const trimmed = term.trim()
  const excluded = trimmed.startsWith('-')
  return { text: ` ${normalise(excluded ? trimmed.slice(1) : trimmed)}`, excluded }
}
