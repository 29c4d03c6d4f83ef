import { DEFAULT_SETTINGS, flagName, variableName } from './settings'
import type { Setting } from './table'
import { UsageError } from './usage-error'

/** The largest count. Timers take at most about twice as many milliseconds. */
export const MAX_COUNT = 999_999_999

/** A flag as the command line parser gives it: `true` for a flag without a value, `false` for `--no-…`. */
export type FlagValue = string | string[] | boolean

/** True for a number, with or without a sign and decimals. */
export function isNumber(word: string): boolean {
  return /^[-+]?\d+(?:\.\d+)?$/.test(word)
}

/** What is wrong with a text that is no value of a count: `--bail x: give a whole number, at least 1`. */
export function notACount({ key, min = 0 }: Setting, label: string): string {
  const usual = DEFAULT_SETTINGS[key]
  return `${label}: give a whole number, at least ${min}${usual === undefined ? '' : ` (the default is ${usual})`}`
}

function readCount(setting: Setting, text: string, label: string): number {
  const { min = 0 } = setting
  const isWhole = /^\d+$/.test(text.trim())
  if (isWhole && Number(text) > MAX_COUNT) throw new UsageError(`${label}: the largest number is ${MAX_COUNT}`)
  if (isWhole && Number(text) >= min) return Number(text)
  throw new UsageError(notACount(setting, label))
}

function readSwitch(text: string, label: string): boolean {
  const word = text.trim().toLowerCase()
  if (['1', 'true', 'yes', 'on'].includes(word)) return true
  if (['0', 'false', 'no', 'off'].includes(word)) return false
  throw new UsageError(`${label}: give 1 or 0`)
}

/**
 * The value of a setting from its flag.
 * @throws {UsageError} naming the flag, if the value is empty or not a count.
 */
export function fromFlag(setting: Setting, given: FlagValue): unknown {
  const { key, kind, value = 'value', withoutValue } = setting
  if (typeof given === 'boolean') return kind === 'count' ? withoutValue : given
  if (kind === 'count') return readCount(setting, String(given), `${flagName(key)} ${given}`)
  if ([given].flat().includes(''))
    throw new UsageError(`${flagName(key)}: its value is empty; give ${/^[aeiou]/.test(value) ? 'an' : 'a'} ${value}`)
  return given
}

/**
 * The value of a setting from its environment variable.
 * @throws {UsageError} naming the variable, if the value is not a count or not a switch.
 */
export function fromVariable(setting: Setting, text: string): unknown {
  const { key, kind, separator = /\n/ } = setting
  const label = `${variableName(key)}=${text}`
  if (kind === 'count') return readCount(setting, text, label)
  if (kind === 'switch') return readSwitch(text, label)
  if (kind === 'text') return text
  const members = text.split(separator).map((member) => member.trim())
  return members.filter((member) => member !== '')
}
