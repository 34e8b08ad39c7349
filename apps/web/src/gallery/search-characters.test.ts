import { describe, expect, it } from 'vitest'
import { createSettings } from '../character/character-settings'
import type { Language } from '../i18n/languages'
import type { GalleryEntry } from './gallery-entry'
import { searchCharacters } from './search-characters'

const create = (seed: number, tags: string[], attributes: Record<string, number> = {}): GalleryEntry => ({
  ...{ id: `${seed}`, settings: createSettings(seed), version: '1.0.0', tags, attributes },
  ...{ time: seed, isFavourite: false },
})

const entries = [
  create(11, ['blue-hair', 'long-hair', 'green-eyes', 'smile']),
  create(12, ['green-hair', 'short-hair', 'blue-eyes', 'hat'], { year: 2009.7 }),
  create(13, ['brown-hair', 'yellow-eyes', 'two-horns']),
]

describe('searchCharacters', () => {
  it.each<[string, Language, number[]]>([
    ['', 'en', [11, 12, 13]],
    ['  ', 'en', [11, 12, 13]],
    ['blue hair', 'en', [11]],
    ['BLUE  hair, smile', 'en', [11]],
    ['blue', 'en', [11, 12]],
    ['hair eyes', 'en', [11, 12, 13]],
    ['green-hair', 'en', [12]],
    ['two horns', 'ru', [13]],
    ['at', 'en', []],
    ['ha', 'en', [11, 12, 13]],
    ['зеленые волосы', 'ru', [12]],
    ['ЗЕЛЁНЫЕ ГЛАЗА', 'ru', [11]],
    ['blue hair', 'ja', [11]],
    ['青', 'ja', [11, 12]],
    ['青髪、笑顔', 'ja', [11]],
    ['蓝发，微笑', 'zh', [11]],
    ['２０１０', 'en', [12]],
    ['year 2010', 'en', [12]],
    ['13', 'en', [13]],
    ['dahlia hat', 'en', [12]],
    ['purple', 'en', []],
    ['blue purple', 'en', []],
  ])('finds by %j in %s: %j', (query, language, seeds) => {
    expect(searchCharacters(entries, query, language).map(({ settings }) => settings.seed)).toEqual(seeds)
  })
})
