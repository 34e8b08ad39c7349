import * as z from 'zod/mini'
import { toDotPath } from 'zod/v4/core'
import en from 'zod/v4/locales/en.js'

/** A JSON value in a message: short, on one line. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  const text = JSON.stringify(value) ?? typeof value
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`
}

const english = en().localeError

/**
 * Validates `json` against `schema`. When it does not fit, throws what `toError` makes of one message, which names every wrong
 * field, what came and what was expected: `architecture.blocks: expected number, received string; got "16"`.
 */
export function parseSchema<Schema extends z.ZodMiniType>(
  schema: Schema,
  json: unknown,
  toError: (problems: string) => Error,
): z.output<Schema> {
  const result = z.safeParse(schema, json, { error: english })
  if (result.success) return result.data
  throw toError(result.error.issues.map((issue) => describeIssue(issue, json)).join('\n  '))
}

/**
 * Validates JSON text as {@link parseSchema} does. Of text that is no JSON, the message is `expected JSON`, and the second
 * argument of `toError` says why.
 */
export function parseJson<Schema extends z.ZodMiniType>(
  schema: Schema,
  text: string,
  toError: (problems: string, notJson?: SyntaxError) => Error,
): z.output<Schema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw toError('expected JSON', error as SyntaxError)
  }
  return parseSchema(schema, json, toError)
}

function describeIssue(issue: z.core.$ZodIssue, json: unknown): string {
  const field = issue.path.length === 0 ? '' : `${toDotPath(issue.path)}: `
  if (issue.code === 'unrecognized_keys') return `${field}unknown key ${issue.keys.map(showValue).join(', ')}`
  const expected = issue.message
    .replace(/^Invalid (input|option|discriminator value|string)[:.] /, '')
    .replace(/^Expected/, 'expected')
    .replace(/, received [\w\s]+$/, '')
  return `${field}${expected}; got ${showValue(valueAt(json, issue.path))}`
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    json,
  )
}
