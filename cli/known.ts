import { resolve } from 'node:path'
import { didYouMean } from '../api/suggest'
import type { CaseResult, TargetResult } from '../harness/results'
import { readJson, validate } from './config'
import { UsageError } from './exit'

/** An expected failure (--known): with the reason, and where it holds only for one server or until a day, which. */
export interface KnownFailure {
  id: string
  reason: string
  link?: string
  /** The last day on which it is expected: YYYY-MM-DD. */
  until?: string
  /** `ws`, or `ws@8.23.0`. */
  server?: string
}

const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'reason'],
    properties: {
      id: { type: 'string' },
      reason: { type: 'string', minLength: 1 },
      link: { type: 'string' },
      until: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
      server: { type: 'string' },
    },
  },
}

/**
 * Reads the list of expected failures.
 * @throws {UsageError} where it cannot be read, or names a case that does not exist.
 */
export function readKnown(file: string, cwd: string, ids: readonly string[]): KnownFailure[] {
  const what = `--known ${file}`
  const entries = readJson(resolve(cwd, file), what)
  validate(entries, SCHEMA, what, Object.keys(SCHEMA.items.properties))
  const known = entries as KnownFailure[]
  const stranger = known.find(({ id }) => !ids.includes(id))
  if (stranger === undefined) return known
  throw new UsageError(
    `${what}: no case has the id ${stranger.id}; ${didYouMean(stranger.id, ids, "'wsspec list' shows every id")}`,
  )
}

function holdsFor({ server }: KnownFailure, target: TargetResult): boolean {
  return server === undefined || server === target.server?.name || server === target.name
}

/**
 * Marks the expected failures in a target's results. Entries past their day are not marked.
 * Gives a line for each stale one: its case passed, or its day is over.
 */
export function markKnown(target: TargetResult, known: readonly KnownFailure[], today: string): string[] {
  const stale: string[] = []
  for (const entry of known.filter((each) => holdsFor(each, target))) {
    const result = target.cases.find(({ id }) => id === entry.id)
    if (result === undefined) continue
    if (entry.until !== undefined && entry.until < today)
      stale.push(`${entry.id}: expected to fail until ${entry.until}, which is over: ${entry.reason}`)
    else if (result.verdict === 'pass' || result.verdict === 'observed')
      stale.push(`${entry.id}: expected to fail, and came to ${result.verdict}; take it out: ${entry.reason}`)
    else if (isFinding(result)) result.known = mark(entry)
  }
  return stale
}

function isFinding({ verdict }: CaseResult): boolean {
  return verdict === 'fail' || verdict === 'warn' || verdict === 'contested'
}

function mark({ reason, link, until }: KnownFailure): NonNullable<CaseResult['known']> {
  return { reason, ...(link === undefined ? {} : { link }), ...(until === undefined ? {} : { until }) }
}
