import { InvalidInputError } from '@animegan/core'
import { type ArgsDef, runCommand } from 'citty'
import { version } from '../package.json'
import { checkArguments } from './check-arguments.js'
import type { AnimeganCommand, CommandTable } from './command.js'
import { rootCommand } from './commands.js'
import { renderHelp } from './help.js'
import { runInterruptibly } from './interruption.js'
import { exitCodes, reportError } from './report-error.js'
import { suggest } from './suggestion.js'

interface FoundCommand {
  command: AnimeganCommand
  /** The words that lead to the command, without its own name. */
  path: string
  /** What comes after the command's name. */
  rest: string[]
}

/** Walks from `animegan` to the command that the first words name. Throws `INVALID_OPTION` for an unknown one. */
async function findCommand(rawArgs: readonly string[]): Promise<FoundCommand> {
  let command = rootCommand
  const words: string[] = []
  let rest = [...rawArgs]
  let name = 'animegan'
  while (command.subCommands) {
    const next = rest[0]
    if (next === undefined || next.startsWith('-')) break
    const table = command.subCommands as CommandTable
    words.push(name)
    const load = Object.hasOwn(table, next) ? table[next] : undefined
    if (!load) {
      const known = Object.keys(table)
      const hint = suggest(next, known) || `; there are ${known.join(', ')}`
      throw new InvalidInputError(
        'INVALID_OPTION',
        `unknown command "${next}"${hint} (see ${words.join(' ')} --help)`,
      )
    }
    command = await load()
    name = next
    rest = rest.slice(1)
  }
  return { command, path: words.join(' '), rest }
}

const asksForHelp = (rawArgs: readonly string[]): boolean => {
  const end = rawArgs.indexOf('--')
  return (end === -1 ? rawArgs : rawArgs.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
}

async function dispatch(rawArgs: readonly string[]): Promise<void> {
  if (rawArgs.length === 1 && (rawArgs[0] === '--version' || rawArgs[0] === '-v')) {
    console.log(version)
    return
  }
  const { command, path, rest } = await findCommand(rawArgs)
  const isGroup = command.subCommands !== undefined
  if (asksForHelp(rest) || (isGroup && rest.length === 0)) {
    console.log(await renderHelp(command, path))
    return
  }
  const { name = '' } = command.meta as { name?: string }
  checkArguments(rest, (command.args ?? {}) as ArgsDef, `${path} ${name}`.trim(), command.repeatable)
  if (isGroup) return
  await runInterruptibly((signal) => runCommand(command, { rawArgs: rest, data: { signal } }))
}

/** Runs the command line (without `node` and the script) and answers with the exit code; never throws. */
export async function main(rawArgs: readonly string[]): Promise<number> {
  // A reader that stops early, as in `animegan ... | head`, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.ok)
    throw error
  })
  try {
    await dispatch(rawArgs)
    return exitCodes.ok
  } catch (error) {
    return reportError(error)
  }
}
