import { type ArgsDef, type CommandDef, defineCommand, type ParsedArgs } from 'citty'

/** A command as citty runs it, with what its help shows beside the options. */
export interface AnimeganCommand extends CommandDef {
  examples: readonly string[]
}

export interface CreateCommandOptions<T extends ArgsDef> {
  name: string
  /** One sentence, shown in the list of commands too. */
  description: string
  args: T
  /** Whole command lines, each with what it does after two spaces and `#`. */
  examples: readonly string[]
  /** `signal` is aborted by Ctrl-C. Import what is heavy in here, so that help and usage errors come at once. */
  run(context: { args: ParsedArgs<T>; signal: AbortSignal }): Promise<void>
}

/** Defines a command: flags as data, and the work behind a lazy import. */
export function createCommand<const T extends ArgsDef>(options: CreateCommandOptions<T>): AnimeganCommand {
  const { name, description, args, examples, run } = options
  const command = defineCommand({
    meta: { name, description },
    args,
    run: ({ args: parsed, data }) => run({ args: parsed, signal: (data as { signal: AbortSignal }).signal }),
  })
  // citty's own tables hold CommandDef<any>: the type of the flags ends here.
  return { ...(command as unknown as CommandDef), examples }
}

/** Commands by name, loaded when they are needed. */
export type CommandTable = Record<string, () => Promise<AnimeganCommand>>

/** Defines a command that only holds others, like `animegan weights`. */
export function createCommandGroup(
  name: string,
  description: string,
  subCommands: CommandTable,
): AnimeganCommand {
  return { ...defineCommand({ meta: { name, description }, subCommands }), examples: [] }
}
