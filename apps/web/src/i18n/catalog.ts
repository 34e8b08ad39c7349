import type { Language } from './languages'

/** A text that depends on a number, by the plural categories of its language. */
export type Plural = { readonly other: string } & { readonly [Category in Intl.LDMLPluralRule]?: string }

/** The shape of a section of texts in any language: the same keys as in English, plurals where English has them. */
export type Translated<Section> = {
  readonly [Key in keyof Section]: Section[Key] extends string ? string : Plural
}

/** All texts in one language, by section and key. */
export type Catalog = { readonly [Name in keyof English]: Translated<English[Name]> }

/** Sections and keys; English is the language that others are compared with. */
export type English = typeof import('./en/catalog')['catalog']

const loaders: Record<Language, () => Promise<{ catalog: Catalog }>> = {
  en: () => import('./en/catalog'),
  ja: () => import('./ja/catalog'),
  zh: () => import('./zh/catalog'),
  ru: () => import('./ru/catalog'),
}

/** The texts in a language; each language is a file of its own. */
export async function loadCatalog(language: Language): Promise<Catalog> {
  return (await loaders[language]()).catalog
}
