import { stripVTControlCharacters } from 'node:util'
import { renderUsage } from 'citty'
import type { AnimeganCommand } from './command.js'

/** The help of a command: usage, options or commands, and examples. `path`: the words before it, "animegan weights". */
export async function renderHelp(command: AnimeganCommand, path: string): Promise<string> {
  const usage = await renderUsage(command, path ? { meta: { name: path } } : undefined)
  const examples = command.examples.map((line) => `  ${line}`)
  const text = [usage.trimEnd(), ...(examples.length > 0 ? ['', 'EXAMPLES', '', ...examples] : [])].join('\n')
  return process.stdout.isTTY ? text : stripVTControlCharacters(text)
}
