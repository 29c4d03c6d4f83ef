import { REPORTS } from '../reports/registry'
import { flagName } from '../settings/settings'
import { settingsOf } from '../settings/table'
import { UsageError } from '../settings/usage-error'
import { COMMANDS } from './commands/index'

/** What a flag needs, in words. */
const NEEDED: Readonly<Record<string, string>> = { file: 'the name of a file', dir: 'the name of a folder' }

/** The flags of a command: the text of the value that each needs, or null for a switch. */
function flagsOf([command = '', word = '']: readonly string[]): Map<string, string | null> {
  const called = COMMANDS.find(({ name }) => name === command)
  const subcommand = called?.subcommands?.find(({ name }) => name === word)
  const own = (subcommand ?? called)?.flags ?? []
  const settings = settingsOf(subcommand === undefined ? command : `${command} ${word}`).map(
    ({ key, value, withoutValue }): [string, string | null] => [
      flagName(key),
      withoutValue === undefined ? (value ?? null) : null,
    ],
  )
  return new Map([...settings, ...own.map(({ name, value }): [string, string | null] => [`--${name}`, value ?? null])])
}

/** A value to write, for a flag of a report: ` report.html`. */
function example(flag: string): string {
  const report = REPORTS.find(({ key }) => flagName(key) === flag)
  return report !== undefined && 'usualName' in report ? `, as in ${flag} ${report.usualName}` : ''
}

/**
 * Refuses a flag that needs a value and is followed by another flag of the command, which would be taken for the value.
 * `--name=--only` gives such a value.
 * @throws {UsageError} naming both.
 */
export function checkValues(words: readonly string[]): void {
  const flags = flagsOf(words)
  words.forEach((word, at) => {
    const value = flags.get(word)
    const next = words[at + 1]
    if (!value || next === undefined || words[at - 1] === '--header') return
    if (!flags.has(next.replace(/=.*/s, '')) && next !== '--help' && next !== '-h') return
    const needs = NEEDED[value] ?? `a value (${value})`
    throw new UsageError(`${word}: it needs ${needs}${example(word)}; ${next.replace(/=.*/s, '')} is a flag`)
  })
}
