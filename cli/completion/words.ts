import type { Command, Option } from 'commander'
import { readEveryManifest } from '../../fleet/manifest'
import { entriesOf } from '../../harness/case/catalogue'
import { LEVELS } from '../../harness/case/results'
import { suites } from '../../suites/server/index'

/** What can follow a flag or stand as an argument: a file, one of some words, or anything. */
export type Values = 'file' | 'any' | readonly string[]

/** A flag as a shell completes it; `values` is null where none follows. */
export interface FlagWords {
  name: string
  about: string
  values: Values | null
}

/** A command as a shell completes it. */
export interface CommandWords {
  name: string
  about: string
  flags: FlagWords[]
  args: Values
}

/** The shells that can be served. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

function ids(): string[] {
  return entriesOf(suites).map((entry) => entry.case.id)
}

function patterns(): string[] {
  return [...suites.map(({ slug }) => slug), ...LEVELS, ...ids()]
}

function valuesOf({ flags, long }: Option): Values | null {
  const value = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1]
  if (value === undefined) return null
  if (long === '--only' || long === '--skip') return patterns()
  return value === 'file' || value === 'dir' ? 'file' : 'any'
}

function argsOf(command: Command): Values {
  switch (command.name()) {
    case 'run':
    case 'compare':
    case 'bisect':
      return readEveryManifest().servers.map(({ name }) => name)
    case 'explain':
      return ids()
    case 'diff':
      return 'file'
    case 'completion':
      return SHELLS
    default:
      return 'any'
  }
}

/** The commands of the program with their flags, as the help tells them; what is hidden there is left out. */
export function completionWords(program: Command): CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    about: command.description(),
    flags: command.options
      .filter(({ hidden, long }) => !hidden && long)
      .map((option) => ({ name: option.long ?? '', about: option.description, values: valuesOf(option) })),
    args: argsOf(command),
  }))
}
