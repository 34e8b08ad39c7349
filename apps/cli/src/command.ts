import { parseArgs } from 'node:util'
import { type ArgsDef, type CommandDef, defineCommand, type ParsedArgs } from 'citty'

/** A command as citty runs it, with what its help shows beside the options. */
export interface AnimeganCommand extends CommandDef {
  examples: readonly string[]
  /** Options that may be given several times. */
  repeatable: readonly string[]
}

export interface CreateCommandOptions<T extends ArgsDef> {
  name: string
  /** One sentence, shown in the list of commands too. */
  description: string
  args: T
  /** Whole command lines, each with what it does after two spaces and `#`. */
  examples: readonly string[]
  /** Options that may be given several times: `run` gets all their values as `repeated`, and in `args` the last. */
  repeatable?: readonly string[]
  /** `signal` is aborted by Ctrl-C. Import what is heavy in here, so that help and usage errors come at once. */
  run(context: {
    args: ParsedArgs<T>
    repeated: Readonly<Record<string, readonly string[]>>
    signal: AbortSignal
  }): Promise<void>
}

/** Defines a command: flags as data, and the work behind a lazy import. */
export function createCommand<const T extends ArgsDef>(options: CreateCommandOptions<T>): AnimeganCommand {
  const { name, description, args, examples, repeatable = [], run } = options
  const command = defineCommand({
    meta: { name, description },
    args,
    run: ({ args: parsed, rawArgs, data }) =>
      run({
        args: parsed,
        repeated: collectRepeated(rawArgs, repeatable),
        signal: (data as { signal: AbortSignal }).signal,
      }),
  })
  // citty's own tables hold CommandDef<any>: the type of the flags ends here.
  return { ...(command as unknown as CommandDef), examples, repeatable }
}

/** All values of the options that may come several times, in the order in which they came. */
function collectRepeated(rawArgs: string[], names: readonly string[]): Record<string, readonly string[]> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string', multiple: true } as const]))
  const { values } = parseArgs({ args: rawArgs, options, strict: false, allowPositionals: true })
  return Object.fromEntries(names.map((name) => [name, (values[name] ?? []) as string[]]))
}

/** Commands by name, loaded when they are needed. */
export type CommandTable = Record<string, () => Promise<AnimeganCommand>>

/** Defines a command that only holds others, like `animegan weights`. */
export function createCommandGroup(
  name: string,
  description: string,
  subCommands: CommandTable,
): AnimeganCommand {
  return { ...defineCommand({ meta: { name, description }, subCommands }), examples: [], repeatable: [] }
}
