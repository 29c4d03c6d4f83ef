import type { ProcessContext } from '../../settings/process-context'
import type { Settings } from '../../settings/settings'
import type { CommandLine } from '../command-line'
import type { ExitCode } from '../exit-codes'

/**
 * What a shell can complete: the patterns of cases, for either side; the ids of all cases, or of those for clients; known servers,
 * known clients, paths, these words, or nothing.
 */
export type Completes =
  | 'patterns'
  | 'client patterns'
  | 'ids'
  | 'client ids'
  | 'servers'
  | 'clients'
  | 'paths'
  | readonly string[]
  | null

/** An argument of a command. */
export interface Argument {
  /** `<name>` is required, `[name]` is optional, `<name...>` and `[name...]` take one or more. */
  syntax: string
  help: string
  completes: Completes
}

/** A flag of one command that is not a setting: no variable and no configuration key belong to it. */
export interface OwnFlag {
  /** The name without `--`. */
  name: string
  /** What the value is called in the help; `file` completes to paths. Without it, the flag is a switch. */
  value?: string
  help: string
  default?: string
  /** The flag may be repeated. */
  repeats?: true
}

/** The command line as a command gets it. */
export interface Call {
  context: ProcessContext
  /** The arguments, in order. */
  words: readonly string[]
  /** The flags of the command that are not settings, by name. */
  flags: Readonly<Record<string, unknown>>
  /** The settings that the command takes. The others have their defaults, and a command that takes none reads none. */
  settings: Settings
  line: CommandLine
  /** Every command of wsspec. */
  commands: readonly Command[]
}

/** What a command does. @throws {UsageError} for arguments, flags or settings that cannot be used. */
export type Action = (call: Call) => ExitCode | Promise<ExitCode>

/** A command. */
export interface Command {
  name: string
  description: string
  arguments?: readonly Argument[]
  flags?: readonly OwnFlag[]
  /** The help also shows the examples, the exit codes and the other ways to give settings. */
  longHelp?: true
  subcommands?: readonly Command[]
  /** Loads the file of the command. It is loaded only when the command is called. */
  load: () => { action: Action }
}
