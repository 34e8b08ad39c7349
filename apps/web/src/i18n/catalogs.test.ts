import { describe, expect, it } from 'vitest'
import { type Catalog, loadCatalog, type Plural } from './catalog'
import { formatMessage } from './format-message'
import { languages, languageTags, matchLanguage } from './languages'

const english = await loadCatalog('en')

/** Texts by `section.key`. */
function listTexts(catalog: Catalog): Map<string, string | Plural> {
  const sections = Object.entries<Record<string, string | Plural>>(catalog)
  return new Map(
    sections.flatMap(([section, texts]) =>
      Object.entries(texts).map(([key, text]) => [`${section}.${key}`, text] as const),
    ),
  )
}

const listForms = (text: string | Plural): string[] =>
  typeof text === 'string' ? [text] : Object.values(text)

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()

describe.each(languages)('the catalog of %s', async (language) => {
  const texts = listTexts(await loadCatalog(language))
  const wanted = listTexts(english)

  it('has every text and no other', () => {
    expect([...texts.keys()]).toEqual([...wanted.keys()])
  })

  it('says something, with the same placeholders, everywhere', () => {
    for (const [key, text] of texts) {
      const expected = placeholders(listForms(wanted.get(key)!).at(-1)!)
      for (const form of listForms(text)) {
        expect(form.trim(), key).not.toBe('')
        expect(placeholders(form), key).toEqual(expected)
      }
    }
  })

  it('has every plural of its language', () => {
    const { pluralCategories } = new Intl.PluralRules(languageTags[language]).resolvedOptions()
    for (const [key, text] of texts) {
      if (typeof text === 'string') continue
      expect(Object.keys(text).sort(), key).toEqual([...pluralCategories].sort())
    }
  })

  it('is written in its script', () => {
    const script = {
      en: /[a-z]/i,
      ja: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u,
      zh: /\p{sc=Han}/u,
      ru: /\p{sc=Cyrl}/u,
    }
    const foreign = [...texts].filter(([, text]) => {
      const words = listForms(text)
        .join(' ')
        .replace(/\{\w+\}|AnimeGAN|PNG|MB|px/g, '')
      return /\p{L}/u.test(words) && !script[language].test(words)
    })
    expect(foreign).toEqual([])
  })
})

describe('formatMessage', () => {
  it('fills in, and writes numbers as the language does', () => {
    expect(formatMessage('{a} of {b} and {c}', 'en', { a: 1234.5, b: 'x' })).toBe('1,234.5 of x and {c}')
    expect(formatMessage('{a}', 'ru', { a: 0.5 })).toBe('0,5')
  })

  it('chooses plurals', () => {
    const faces = { one: '{count} лицо', few: '{count} лица', many: '{count} лиц', other: '{count} лица' }
    const counts = [1, 3, 5, 21, 0.5].map((count) => formatMessage(faces, 'ru', { count }))
    expect(counts).toEqual(['1 лицо', '3 лица', '5 лиц', '21 лицо', '0,5 лица'])
  })
})

describe('matchLanguage', () => {
  it.each([
    [['ja-JP', 'en'], 'ja'],
    [['de-AT', 'RU'], 'ru'],
    [['zh-TW'], 'zh'],
    [['pt-BR'], 'en'],
    [[], 'en'],
  ])('takes %j as %s', (wishes, expected) => {
    expect(matchLanguage(wishes)).toBe(expected)
  })
})
