import { parseArgs } from 'node:util'
import { InvalidInputError } from '@animegan/core'
import type { ArgsDef } from 'citty'
import { suggest } from './suggestion.js'

/** The options of every command, beside its own. */
const commonOptions = { help: { type: 'boolean', short: 'h' } } as const

const listAliases = (alias: string | string[] | undefined): string[] => (alias ? [alias].flat() : [])

/**
 * Refuses what citty would pass over or say in its own way: unknown options, options without their value, values for
 * switches, an option given twice (but those that are `repeatable`) or not at all though needed, and words that no positional argument
 * takes. Throws `INVALID_OPTION`. `commandLine` names the command in messages.
 */
export function checkArguments(
  rawArgs: readonly string[],
  args: ArgsDef,
  commandLine: string,
  repeatable: readonly string[] = [],
): void {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = { ...commonOptions }
  const positionals: { label: string; required: boolean }[] = []
  for (const [name, definition] of Object.entries(args)) {
    if (definition.type === 'positional') {
      const { valueHint: label = name, required = true } = definition
      positionals.push({ label, required })
      continue
    }
    const short = listAliases('alias' in definition ? definition.alias : undefined).find(
      (a) => a.length === 1,
    )
    options[name] = {
      type: definition.type === 'boolean' ? 'boolean' : 'string',
      ...(short ? { short } : {}),
    }
  }
  const refuse = (message: string): never => {
    throw new InvalidInputError('INVALID_OPTION', `${message} (see ${commandLine} --help)`)
  }
  const { tokens } = parseArgs({
    args: [...rawArgs],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const seen = new Set<string>()
  for (const token of tokens) {
    if (token.kind === 'positional' && positionals.shift() === undefined)
      refuse(`unexpected argument "${token.value}"`)
    if (token.kind !== 'option') continue
    const { name, rawName, value } = token
    const option = options[name]
    if (!option) {
      const names = Object.keys(options).map((known) => `--${known}`)
      refuse(`unknown option ${rawName}${suggest(rawName, names)}`)
    } else if (option.type === 'boolean') {
      if (value !== undefined) refuse(`${rawName} takes no value, but "${value}" came`)
    } else if (value === undefined || (!token.inlineValue && value.startsWith('--'))) {
      refuse(`${rawName} needs a value`)
    }
    if (seen.has(name) && !repeatable.includes(name)) refuse(`${rawName} is given twice`)
    seen.add(name)
  }
  for (const { label, required } of positionals) if (required) refuse(`${label} is needed`)
  for (const [name, definition] of Object.entries(args)) {
    if (definition.type !== 'positional' && definition.required && !seen.has(name))
      refuse(`--${name} is needed`)
  }
}
