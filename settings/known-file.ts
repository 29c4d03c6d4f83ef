import { resolve } from 'node:path'
import type { Document, LineCounter, Node, Pair, Scalar, YAMLMap } from 'yaml'
import { isDay, type KnownFailure } from '../reports/known/known-failures'
import { readText } from './json-file'
import { didYouMean } from './suggest'
import { UsageError } from './usage-error'

const FIELDS = ['id', 'reason', 'link', 'until', 'server', 'client'] as const
type Field = (typeof FIELDS)[number]

/** The file that is being read: its name in messages, its path as given, and where its lines begin. */
interface Source {
  name: string
  file: string
  lines: LineCounter
}

/** An entry, and the line in which it begins. */
interface EntryInLine {
  entry: KnownFailure
  line: number
}

/** The parser, loaded when the first list is read. */
const yaml = (): typeof import('yaml') => require('yaml')

function lineAt({ lines }: Source, offset: number): number {
  return lines.linePos(offset).line
}

function lineOf(source: Source, node: unknown): number {
  return lineAt(source, (node as Node | null)?.range?.[0] ?? 0)
}

function errorInLine({ name }: Source, line: number, message: string): UsageError {
  return new UsageError(`${name}, line ${line}: ${message}`)
}

/** Reads a field of an entry and checks its value. */
function readField(source: Source, { key, value }: Pair<Scalar, Node | null>): [Field, string] {
  const { isScalar } = yaml()
  const name = String(key.value)
  const line = lineOf(source, key)
  const field = FIELDS.find((each) => each === name)
  if (field === undefined)
    throw errorInLine(
      source,
      line,
      `${name} is not a field of an entry; ${didYouMean(name, FIELDS, `its fields are ${FIELDS.join(', ')}`)}`,
    )
  const text = isScalar(value) ? String(value.value).trim() : null
  if (text === null || text === '') throw errorInLine(source, line, `${field} is empty; give it a text, or remove it`)
  if (field === 'until' && !isDay(text))
    throw errorInLine(source, line, `until ${text}: this is not a day of the calendar; write YYYY-MM-DD`)
  return [field, text]
}

function readEntry(source: Source, item: unknown, ids: readonly string[]): EntryInLine {
  const { isMap } = yaml()
  const line = lineOf(source, item)
  if (!isMap(item)) throw errorInLine(source, line, 'this is not an entry; an entry has an id and a reason')
  const pairs = (item as YAMLMap<Scalar, Node | null>).items
  const fields = Object.fromEntries(pairs.map((pair) => readField(source, pair))) as Partial<Record<Field, string>>
  const { id, reason } = fields
  if (id === undefined) throw errorInLine(source, line, 'this entry has no id; name the case')
  if (!ids.includes(id)) {
    const at = pairs.find(({ key }) => key.value === 'id')?.key
    const meant = didYouMean(id, ids, "'wsspec list' and 'wsspec clients list' show every id")
    throw errorInLine(source, lineOf(source, at), `no case has the id ${id}; ${meant}`)
  }
  if (reason === undefined) throw errorInLine(source, line, `the entry for ${id} has no reason; say why it is expected`)
  return { entry: { ...fields, id, reason, at: `${source.file}, line ${line}` }, line }
}

function parsed(source: Source, text: string): Document {
  // Some editors write a byte order mark. It would indent the first line.
  // In the failsafe schema every scalar is text: 6.10 stays 6.10, and a date stays as written. JSON is also YAML.
  const document = yaml().parseDocument(text.replace(/^\ufeff/, ''), { schema: 'failsafe', lineCounter: source.lines })
  const [error] = document.errors
  if (error === undefined) return document
  if (error.code === 'MULTIPLE_DOCS')
    throw errorInLine(source, lineAt(source, error.pos[0]), 'a second document begins here; keep one list')
  const [words = ''] = error.message.replace(/ at line \d+, column \d+:/, '').split('\n')
  throw errorInLine(source, lineAt(source, error.pos[0]), `${words} (this is read as YAML or JSON)`)
}

function refuseDuplicates(source: Source, placed: readonly EntryInLine[]): void {
  const seen = new Map<string, EntryInLine>()
  for (const { entry, line } of placed) {
    const named = entry.server ?? entry.client
    const key = `${entry.id} ${named ?? ''}`
    const twin = seen.get(key)
    const where = named === undefined ? '' : ` for ${named}`
    if (twin)
      throw errorInLine(source, line, `${entry.id}${where} is listed twice, first in line ${twin.line}; keep one`)
    seen.set(key, { entry, line })
  }
}

/** How a list of known failures is read. */
export interface KnownFileOptions {
  /** The folder to which the path of the list refers. */
  cwd: string
  /** The ids of all cases. */
  ids: readonly string[]
  /** The flag, variable, field or option that names the list, for messages. */
  source: string
}

/**
 * Reads a list of known failures, YAML or JSON. Its entries have `id` and `reason`, and optionally `link`, `until`, and
 * `server` or `client`.
 * @throws {UsageError} if the file cannot be read or parsed, an entry has a wrong field or an unknown id, or is listed
 * twice. The error names the line.
 */
export function readKnown(path: string, { cwd, ids, source: named }: KnownFileOptions): KnownFailure[] {
  const { isSeq, LineCounter: Lines } = yaml()
  const source: Source = { name: `${named} ${path}`, file: path, lines: new Lines() }
  const { contents } = parsed(source, readText(resolve(cwd, path), source.name))
  if (contents === null) return []
  if (!isSeq(contents))
    throw errorInLine(source, lineOf(source, contents), 'this is not a list; write entries, each with id and reason')
  const entries = contents.items.map((item) => readEntry(source, item, ids))
  refuseDuplicates(source, entries)
  return entries.map(({ entry }) => entry)
}
