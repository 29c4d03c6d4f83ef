import { readEveryClientManifest } from '../../fleet/client-manifest'
import { readEveryManifest } from '../../fleet/manifest'
import { entriesOf } from '../../harness/case/catalogue'
import { flagName, helpOf } from '../../settings/settings'
import { settingsOf } from '../../settings/table'
import { suites } from '../../suites/server/index'
import type { Command, Completes } from '../commands/command'

/** What a shell offers: paths, some words, or nothing. */
export type Offer = 'paths' | readonly string[] | null

/** A flag in a completion script. */
export interface FlagWords {
  /** With `--`. */
  name: string
  help: string
  /** True if a value follows the flag. */
  hasValue: boolean
  /** The values that the completion offers. */
  offer: Offer
}

/** A command in a completion script. */
export interface CommandWords {
  name: string
  description: string
  flags: FlagWords[]
  /** What can be its arguments. */
  offer: Offer
}

function ids(): string[] {
  return entriesOf(suites).map((entry) => entry.case.id)
}

function offerOf(completes: Completes): Offer {
  switch (completes) {
    case 'ids':
      return ids()
    case 'patterns':
      return [...suites.map(({ slug }) => slug), 'MUST', 'SHOULD', 'MAY', 'SECURITY', 'INFO', ...ids()]
    case 'servers':
      return readEveryManifest().servers.map(({ name }) => name)
    case 'clients':
      return readEveryClientManifest().clients.map(({ name }) => name)
    default:
      return completes
  }
}

/** What a flag's value completes to, by what the help calls the value. */
const COMPLETES: Readonly<Record<string, Completes>> = { pattern: 'patterns', file: 'paths', dir: 'paths' }

function flagWords(name: string, help: string, value: string | undefined): FlagWords {
  return { name, help, hasValue: value !== undefined, offer: offerOf(COMPLETES[value ?? ''] ?? null) }
}

/** The words of a command for a completion script: its flags with the settings that it takes, and its arguments. */
export function commandWords({
  name,
  description,
  flags = [],
  arguments: [first] = [],
  subcommands = [],
}: Command): CommandWords {
  const own = flags.map((flag) => flagWords(`--${flag.name}`, flag.help, flag.value))
  const settings = settingsOf(name).map((setting) => {
    const words = flagWords(flagName(setting.key), helpOf(setting), setting.value)
    return setting.words ? { ...words, offer: setting.words } : words
  })
  const offer = first ? offerOf(first.completes) : subcommands.length > 0 ? subcommands.map((sub) => sub.name) : null
  return { name, description, flags: [...settings, ...own], offer }
}
