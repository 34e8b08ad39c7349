import type { Language } from '../i18n/languages'
import type { GalleryEntry } from './gallery-entry'
import { searchCharacters } from './search-characters'

/** Which of the kept characters are shown. */
export interface GalleryFilter {
  /** See `searchCharacters`. */
  search: string
  favouritesOnly: boolean
  /** Id of a model; of all models when it is empty. */
  model: string
}

/** The filter as the query of the page's address; what is as usual is left out. */
export function formatFilter({ search, favouritesOnly, model }: GalleryFilter): string {
  const query = new URLSearchParams()
  if (search) query.set('q', search)
  if (favouritesOnly) query.set('favourites', '1')
  if (model) query.set('model', model)
  return query.toString()
}

/** Reads what `formatFilter` wrote. */
export function parseFilter(query: string): GalleryFilter {
  const values = new URLSearchParams(query)
  return {
    search: values.get('q') ?? '',
    favouritesOnly: values.get('favourites') === '1',
    model: values.get('model') ?? '',
  }
}

export function filterCharacters(
  entries: readonly GalleryEntry[],
  { search, favouritesOnly, model }: GalleryFilter,
  language: Language,
): readonly GalleryEntry[] {
  const wanted = entries.filter(
    ({ isFavourite, settings }) =>
      (isFavourite || !favouritesOnly) && (model === '' || settings.model === model),
  )
  return searchCharacters(wanted, search, language)
}
