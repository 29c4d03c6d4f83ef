import { extname } from 'node:path'
import type { KnownFailure } from './known'
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
