import { type ReactNode, startTransition, use, useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { type Catalog, loadCatalog } from './catalog'
import { detectLanguage, keepLanguage, type Language, languageTags } from './languages'
import { createMessages, MessagesContext } from './messages'

const catalogs = new Map<Language, Promise<Catalog>>()

function catalogOf(language: Language): Promise<Catalog> {
  const catalog = catalogs.get(language) ?? loadCatalog(language)
  catalogs.set(language, catalog)
  return catalog
}

/** Gives all below it the texts of the visitor's language; suspends while they are loaded. */
export function MessagesProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() => detectLanguage())
  const catalog = use(catalogOf(language))
  useEffect(() => {
    document.documentElement.lang = languageTags[language]
  }, [language])
  const messages = useMemo(
    () => ({
      ...createMessages(language, catalog),
      setLanguage: (next: Language) => {
        keepLanguage(next)
        startTransition(() => setLanguage(next))
      },
    }),
    [language, catalog],
  )
  return (
    <MessagesContext value={messages}>
      <I18nProvider locale={messages.languageTag}>{children}</I18nProvider>
    </MessagesContext>
  )
}
