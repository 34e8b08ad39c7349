import type { Plural } from './catalog'

/** What the placeholders of a text stand for. */
export type MessageValues = Readonly<Record<string, string | number>>

/** Fills `{name}` in; `count` chooses among plurals. Numbers are written as the language writes them. */
export function formatMessage(
  message: string | Plural,
  languageTag: string,
  values: MessageValues = {},
): string {
  const text = typeof message === 'string' ? message : choosePlural(message, languageTag, values.count)
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name]
    if (typeof value === 'number') return new Intl.NumberFormat(languageTag).format(value)
    return value ?? placeholder
  })
}

function choosePlural(plural: Plural, languageTag: string, count: string | number | undefined): string {
  const category = new Intl.PluralRules(languageTag).select(Number(count ?? 0))
  return plural[category] ?? plural.other
}
