import { createHash } from 'node:crypto'
import { SECRET_PROFILE_FIELDS } from '../harness/case/profile'
import type { MadeWith } from '../harness/case/results'
import { listed } from '../reports/text/phrases'
import { patternsIn } from './selection'
import { flagName, type Settings } from './settings'
import type { TargetNeeds } from './target-needs'

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** What targets are given, as text. Values of fields and other secrets may change from run to run: they do not count. */
function needsText({ fields, subprotocols, origin, connect, profile = {} }: TargetNeeds): string {
  const names = fields.map(({ name }) => name.toLowerCase()).toSorted()
  const secrets: readonly string[] = SECRET_PROFILE_FIELDS
  const declared = Object.entries(profile).map(([key, value]) => [key, secrets.includes(key) ? '' : value])
  return JSON.stringify([names, subprotocols, origin, connect, declared.toSorted()])
}

/** A digest of what the flags and the profile give every target; undefined where they give nothing. */
function digestOf(needs: TargetNeeds): string | undefined {
  const text = needsText(needs)
  return text === '[[],[],null,null,[]]' ? undefined : digest(text)
}

/**
 * A digest of a line of JSON in the file of --targets, without its name.
 * @param target the URL, with its secrets masked, or the name of a known server
 * @param own what the profile of the line gives; undefined without one
 */
export function lineDigest(target: string, own: TargetNeeds | undefined): string {
  return digest(JSON.stringify([target, own === undefined ? null : needsText(own)]))
}

/** Every setting that results name, in the order in which differences are reported. */
const KEYS = [
  'only',
  'skip',
  'catalogue',
  'slow',
  'destructive',
  'shard',
  'needs',
] as const satisfies (keyof MadeWith)[]

/** The settings that decide which cases a run has, and what its targets are given; without those that nobody set. */
export function madeWith(settings: Settings, needs: TargetNeeds): MadeWith {
  const { only, skip, catalogue, slow, destructive, shard } = settings
  const given = {
    only: only.length > 0 ? patternsIn(only) : undefined,
    skip: skip.length > 0 ? patternsIn(skip) : undefined,
    catalogue,
    slow: slow || undefined,
    destructive: destructive || undefined,
    shard,
    needs: digestOf(needs),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as MadeWith
}

/** The flags whose values `needs` is a digest of. */
const FLAGS_OF_NEEDS = '--profile, --header, --origin, --subprotocol or --connect'

function inWords(key: keyof MadeWith, value: MadeWith[keyof MadeWith]): string {
  if (key === 'needs') return `with another ${FLAGS_OF_NEEDS}`
  if (value === undefined) return `without ${flagName(key)}`
  return `with ${flagName(key)}${value === true ? '' : ` ${[value].flat().join(',')}`}`
}

/** What results were made with that others were not, as `was made with --only 6.*`; null where nothing differs. */
export function differenceOf(was: MadeWith, other: MadeWith): string | null {
  const differ = KEYS.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(other[key]))
  return differ.length === 0 ? null : `was made ${listed(differ.map((key) => inWords(key, was[key])))}`
}
