import { InvalidInputError, parseJson } from '@animegan/core'
import * as z from 'zod/mini'

const Text = z.string().check(z.regex(/\S/, 'expected some text'))

const SourceText = z.strictObject({
  /** Where it is to be found, such as a web address. */
  address: z.optional(Text),
  /** SPDX identifier, or words. */
  licence: z.optional(Text),
  /** One sentence. */
  note: z.optional(Text),
})

/** What of a card people must write, since no program knows it. */
export const CardText = z.strictObject({
  title: z.optional(Text),
  /** Of the data set as a whole: SPDX identifier, or words. */
  licence: z.optional(Text),
  /** Markdown: what it is and what it is for. */
  description: z.optional(Text),
  /** By the value of the column `source`. */
  sources: z.optional(z.record(z.string(), SourceText)),
  /** Known problems that counting does not find, a sentence or two each, in Markdown. */
  problems: z.optional(z.array(Text)),
})
export type CardText = z.infer<typeof CardText>

/** Reads what people wrote, as JSON. Throws `INVALID_DATA`, naming each wrong field, what came and what was expected. */
export function parseCardText(text: string, source: string): CardText {
  return parseJson(CardText, text, (problems, cause) => {
    const came = cause ? `, got ${text.slice(0, 40)}` : ''
    return new InvalidInputError('INVALID_DATA', `${source}: ${problems}${came}`, { cause })
  })
}
