import { join, resolve } from 'node:path'
import type { Results } from '../harness/case/results'
import type { BriefResults } from '../reports/brief-results'
import { resultsIn } from '../reports/html/embedded-results'
import { listed } from '../reports/text/phrases'
import { parseJson, readJson, readText, validate } from '../settings/json-file'
import { UsageError } from '../settings/usage-error'
import { PACKAGE_ROOT } from '../settings/version'
import { completeResults } from './complete-results'

/** The results that are embedded in a page of --html. */
function resultsInPage(page: string, file: string): unknown {
  let value: unknown
  try {
    value = resultsIn(page)
  } catch {
    throw new UsageError(`${file}: the results in this page are damaged; write it again`)
  }
  if (value === null)
    throw new UsageError(`${file}: this page has no wsspec results; write one with 'wsspec run … --html FILE'`)
  return value
}

/** The schema of results, read once. */
let schema: object | undefined

/**
 * Checks that a value is results, and completes them.
 * @param file the name of its file, for errors
 * @throws {UsageError} where it is something else.
 */
export function checkedResults(value: unknown, file: string): Results {
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion
  if (typeof version === 'number' && version !== 1)
    throw new UsageError(`${file}: its schemaVersion is ${version}, this wsspec reads 1; use the wsspec that wrote it`)
  if (version === undefined)
    throw new UsageError(`${file}: this is not a file of wsspec results; write one with 'wsspec run … --json FILE'`)
  schema ??= readJson(join(PACKAGE_ROOT, 'docs', 'results.schema.json'), 'results.schema.json') as object
  validate(value, schema, file, [])
  return completeResults(value as Results | BriefResults)
}

/**
 * Reads results that --json or --html wrote, and checks them against the published schema. Further fields are allowed.
 * @param file the path, relative to `cwd`
 * @throws {UsageError} where the file cannot be read or has something else.
 */
export function readResults(file: string, cwd: string): Results {
  const text = readText(resolve(cwd, file), file)
  return checkedResults(/^\ufeff?\s*</.test(text) ? resultsInPage(text, file) : parseJson(text, file), file)
}

/**
 * Refuses results that have no case of any target.
 * @param verb what cannot be done with them: `merge`
 * @throws {UsageError} naming the files.
 */
export function refuseEmpty(verb: string, files: readonly string[], documents: readonly Results[]): void {
  if (documents.some(({ targets }) => targets.some(({ cases }) => cases.length > 0))) return
  const has = files.length === 1 ? 'has' : 'have'
  throw new UsageError(`there is nothing to ${verb}: ${listed(files)} ${has} no results of any target`)
}

/** True for JSON text. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** True for a text of results documents, one a line (--lines). */
function isLines(text: string): boolean {
  const end = text.indexOf('\n')
  return text.startsWith('{') && end > 1 && text[end - 1] === '}'
}

/** The results in a file. */
export interface ResultsInFile {
  documents: Results[]
  /** Where a last line was cut off and is left out: `results.jsonl, line 7`; null where none was. */
  cut: string | null
}

/**
 * Reads results that --json, --html or --lines wrote: of the last, a document for each line. A last line that was cut off
 * is left out; one that lacks only its line end is not.
 * @throws {UsageError} where the file cannot be read or has something else.
 */
export function readResultsFiles(file: string, cwd: string): ResultsInFile {
  const text = readText(resolve(cwd, file), file)
  if (!isLines(text)) return { documents: [readResults(file, cwd)], cut: null }
  const lines = text.split('\n').map((line, at) => ({ line, where: `${file}, line ${at + 1}` }))
  const last = lines.at(-1)?.line ?? ''
  const isCut = last !== '' && !isJson(last)
  const whole = (isCut ? lines.slice(0, -1) : lines).filter(({ line }) => line !== '')
  const documents = whole.map(({ line, where }) => checkedResults(parseJson(line, where), where))
  return { documents, cut: isCut ? (lines.at(-1)?.where ?? file) : null }
}
