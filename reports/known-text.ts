import { extname } from 'node:path'
import type { Results } from '../harness/case/results'
import { type KnownFailure, knownFrom } from './known'
import { clean } from './text'

const HEADER = ' Known failures of the WebSocket opening handshake: wsspec run … --known this-file'

/** A list of known failures as a file holds it: JSON where `path` ends in .json, otherwise YAML. */
export function knownText(path: string, known: readonly KnownFailure[]): string {
  const entries = known.map(({ id, server, reason, link, until }) => {
    const fields = Object.entries({ id, server, reason, link, until }).filter(([, value]) => value !== undefined)
    return Object.fromEntries(fields.map(([key, value]) => [key, clean(value ?? '')]))
  })
  if (extname(path).toLowerCase() === '.json') return `${JSON.stringify(entries, null, 2)}\n`
  // Loaded where such a file is written.
  const { Document } = require('yaml') as typeof import('yaml')
  const document = new Document(entries)
  document.commentBefore = HEADER
  return document.toString({ lineWidth: 0 })
}

/** What the list is made from, besides the results. */
interface KnownListOptions {
  path: string
  /** The entries before the run. */
  known: readonly KnownFailure[]
  /** True where contested and SHOULD findings fail too. */
  strict: boolean
  /** Today, UTC: YYYY-MM-DD. */
  day: string
}

/** The list of known failures with which these results succeed, as a file holds it (see `knownFrom`, `knownText`). */
export function knownList({ targets }: Results, { path, known, strict, day }: KnownListOptions): string {
  return knownText(path, knownFrom(targets, known, { strict, day }))
}
