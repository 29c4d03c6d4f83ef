import { createHash } from 'node:crypto'
import type { MadeWith } from '../harness/case/results'
import { listed } from '../reports/text/phrases'
import { patternsIn } from './selection'
import { flagName, type Settings } from './settings'
import type { TargetNeeds } from './target-needs'

/** What the flags and the profile give every target, as a digest. Values of fields may be secrets, and may change from run to run: they do not count. */
function digestOf({ fields, subprotocols, origin, connect, profile }: TargetNeeds): string | undefined {
  const names = fields.map(({ name }) => name.toLowerCase()).toSorted()
  const needs = JSON.stringify([names, subprotocols, origin, connect, Object.entries(profile ?? {}).toSorted()])
  return needs === '[[],[],null,null,[]]' ? undefined : createHash('sha256').update(needs).digest('hex').slice(0, 16)
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
