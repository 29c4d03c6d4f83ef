import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Document, LineCounter, Node, Pair, Scalar, YAMLMap } from 'yaml'
import { isDay, type KnownFailure } from '../reports/known/known-failures'
import { systemWords } from '../reports/text/system-errors'
import { didYouMean } from './suggest'
import { UsageError } from './usage-error'

const FIELDS = ['id', 'reason', 'link', 'until', 'server'] as const
type Field = (typeof FIELDS)[number]

/** A file that is being read: how it is called in messages, and where its lines begin. */
interface Source {
  what: string
  file: string
  lines: LineCounter
}

/** An entry, and the line in which it begins. */
interface Placed {
  entry: KnownFailure
  line: number
}

/** Loaded where such a file is read or written. */
function yaml(): typeof import('yaml') {
  return require('yaml') as typeof import('yaml')
}

function lineAt({ lines }: Source, offset: number): number {
  return lines.linePos(offset).line
}

function lineOf(source: Source, node: unknown): number {
  return lineAt(source, (node as Node | null)?.range?.[0] ?? 0)
}

function complaint({ what }: Source, line: number, message: string): UsageError {
  return new UsageError(`${what}, line ${line}: ${message}`)
}

/** Reads a field of an entry: text, and what that field asks of it. */
function readField(source: Source, { key, value }: Pair<Scalar, Node | null>): [Field, string] {
  const { isScalar } = yaml()
  const name = String(key.value)
  const line = lineOf(source, key)
  const field = FIELDS.find((each) => each === name)
  if (field === undefined)
    throw complaint(
      source,
      line,
      `${name} is no field of an entry; ${didYouMean(name, FIELDS, `its fields are ${FIELDS.join(', ')}`)}`,
    )
  const text = isScalar(value) ? String(value.value).trim() : null
  if (text === null || text === '') throw complaint(source, line, `${field} is empty; give it a text, or take it out`)
  if (field === 'until' && !isDay(text))
    throw complaint(source, line, `until ${text}: this is no day of the calendar; write YYYY-MM-DD`)
  return [field, text]
}

function readEntry(source: Source, item: unknown, ids: readonly string[]): Placed {
  const { isMap } = yaml()
  const line = lineOf(source, item)
  if (!isMap(item)) throw complaint(source, line, 'this is no entry; an entry has an id and a reason')
  const pairs = (item as YAMLMap<Scalar, Node | null>).items
  const fields = Object.fromEntries(pairs.map((pair) => readField(source, pair))) as Partial<Record<Field, string>>
  const { id, reason } = fields
  if (id === undefined) throw complaint(source, line, 'this entry has no id; name the case')
  if (!ids.includes(id)) {
    const at = pairs.find(({ key }) => key.value === 'id')?.key
    const meant = didYouMean(id, ids, "'wsspec list' shows every id")
    throw complaint(source, lineOf(source, at), `no case has the id ${id}; ${meant}`)
  }
  if (reason === undefined) throw complaint(source, line, `the entry for ${id} has no reason; say why it is expected`)
  return { entry: { ...fields, id, reason, at: `${source.file}, line ${line}` }, line }
}

function read(path: string, what: string): string {
  try {
    // Editors that write a byte order mark mean nothing by it, and it would indent the first line.
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw new UsageError(`${what} cannot be read: ${systemWords(error)}`)
  }
}

function parsed(source: Source, text: string): Document {
  // In the failsafe schema every scalar is text: 6.10 stays 6.10 and a date stays as it was written. JSON is YAML, too.
  const document = yaml().parseDocument(text, { schema: 'failsafe', lineCounter: source.lines })
  const [error] = document.errors
  if (error === undefined) return document
  if (error.code === 'MULTIPLE_DOCS')
    throw complaint(source, lineAt(source, error.pos[0]), 'another document begins here; keep one list')
  const [words = ''] = error.message.replace(/ at line \d+, column \d+:/, '').split('\n')
  throw complaint(source, lineAt(source, error.pos[0]), `${words} (this is read as YAML or JSON)`)
}

function refuseTwins(source: Source, placed: readonly Placed[]): void {
  const seen = new Map<string, Placed>()
  for (const { entry, line } of placed) {
    const key = `${entry.id} ${entry.server ?? ''}`
    const twin = seen.get(key)
    const where = entry.server === undefined ? '' : ` for ${entry.server}`
    if (twin)
      throw complaint(source, line, `${entry.id}${where} stands there twice, first in line ${twin.line}; keep one`)
    seen.set(key, { entry, line })
  }
}

/**
 * Reads a list of known failures, YAML or JSON: entries with `id` and `reason`, and with `link`, `until` and `server`
 * where these apply. `flag` is what named the file, for messages.
 * @throws {UsageError} naming the line, where it cannot be parsed, an entry is not as it should be, its case does not
 * exist, its day is none, or it stands there twice.
 */
export function readKnown(file: string, cwd: string, ids: readonly string[], flag = '--known'): KnownFailure[] {
  const { isSeq, LineCounter: Lines } = yaml()
  const source: Source = { what: `${flag} ${file}`, file, lines: new Lines() }
  const { contents } = parsed(source, read(resolve(cwd, file), source.what))
  if (contents === null) return []
  if (!isSeq(contents))
    throw complaint(source, lineOf(source, contents), 'this is no list; write entries, each with id and reason')
  const placed = contents.items.map((item) => readEntry(source, item, ids))
  refuseTwins(source, placed)
  return placed.map(({ entry }) => entry)
}
