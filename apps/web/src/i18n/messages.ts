import { createContext, use } from 'react'
import type { Catalog, English } from './catalog'
import { formatMessage, type MessageValues } from './format-message'
import { type Language, languageTags } from './languages'

/** `section.key` of every text. */
export type MessageKey = {
  [Name in keyof English]: `${Name}.${keyof English[Name] & string}`
}[keyof English]

/** The texts of the language in use. */
export interface Messages {
  language: Language
  /** For Intl: dates, numbers, lists. */
  languageTag: string
  /** The text with a key, its placeholders filled in. */
  t(key: MessageKey, values?: MessageValues): string
}

/** Makes `t` of a catalog. */
export function createMessages(language: Language, catalog: Catalog): Messages {
  const languageTag = languageTags[language]
  return {
    language,
    languageTag,
    t: (key, values) => {
      const [section, name] = key.split('.') as [keyof Catalog, string]
      const texts: Record<string, string | { other: string }> = catalog[section]
      return formatMessage(texts[name] ?? key, languageTag, values)
    },
  }
}

/** Filled by `MessagesProvider`. */
export const MessagesContext = createContext<
  (Messages & { setLanguage(language: Language): void }) | undefined
>(undefined)

/** The texts of the language in use, and the way to another language. */
export function useMessages() {
  const messages = use(MessagesContext)
  if (!messages) throw new Error('useMessages: expected a MessagesProvider around this component')
  return messages
}
