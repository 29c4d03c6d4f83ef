import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Results } from '../harness/case/results'
import { type FileReport, type FolderReport, type PathKey, REPORTS, type ReportContext } from '../reports/registry'
import { systemWords } from '../reports/text/system-errors'
import { writeFolder } from '../reports/write-files'
import type { ProcessContext } from '../settings/process-context'
import { filesReadBy, type ReadFile, type Settings, sourceOf } from '../settings/settings'
import { UsageError } from '../settings/usage-error'
import { letSignalsIn } from './let-signals-in'
import { writeText } from './write-text'

/** A report that was asked for, and its file, its folder, or `-` for standard output. */
export interface Output {
  report: (FileReport | FolderReport) & { key: PathKey }
  path: string
  /** The flag, variable or key that asked for it, for errors. */
  source: string
}

/** The files that a report writes, as far as their names are the same for every run. */
function filesOf({ report, path }: Output): string[] {
  return report.kind === 'folder' ? ['.', ...report.fixedNames].map((name) => join(path, name)) : [path]
}

/** The real path of a file: two spellings of one existing path give the same result. */
export function placeOf(path: string, cwd: string): string {
  if (path === '-') return path
  const full = resolve(cwd, path)
  try {
    return realpathSync(full)
  } catch {
    return full
  }
}

function checkPath({ report, path, source }: Output): void {
  if (report.kind === 'folder') {
    if (path === '-') throw new UsageError(`${source} -: this report is a folder; name a folder`)
    return
  }
  const fault = report.checkPath?.(path) ?? null
  if (fault !== null) throw new UsageError(`${source} ${path}: ${fault}`)
}

/** The files that settings name to be read, without the one that the report may replace. */
function inputsOf(settings: Settings, { report }: Output): ReadFile[] {
  const replaced = report.kind === 'file' ? report.replaces : undefined
  return filesReadBy(settings, replaced)
}

/**
 * The reports that the settings ask for; `read` are further files that are read.
 * @throws {UsageError} where two of them go to standard output or to the same file, or one to a file that is read.
 */
export function outputsOf(settings: Settings, cwd: string, read: readonly ReadFile[] = []): Output[] {
  const outputs = REPORTS.flatMap((report): Output[] => {
    if (report.kind === 'commands') return []
    const path = settings[report.key]
    return path === undefined ? [] : [{ report, path, source: sourceOf(settings, report.key) }]
  })
  const places = (output: Output) => filesOf(output).map((file) => placeOf(file, cwd))
  for (const [index, output] of outputs.entries()) {
    const { path, source } = output
    const own = places(output)
    const other = outputs.slice(0, index).find((each) => places(each).some((place) => own.includes(place)))
    if (other) throw new UsageError(`${source} ${path}: ${other.source} is written there too; name another path`)
    const input = [...inputsOf(settings, output), ...read].find((each) => own.includes(placeOf(each.path, cwd)))
    if (input) throw new UsageError(`${source} ${path}: ${input.source} reads it; write another file`)
    checkPath(output)
  }
  return outputs
}

/** The nearest existing path at or above `path`. */
function nearestExisting(path: string): string {
  return dirname(path) === path || statSync(path, { throwIfNoEntry: false }) ? path : nearestExisting(dirname(path))
}

/** Why no folder can be written at `full`, with what to do, or null. */
function folderObstacle(full: string): string | null {
  const there = statSync(full, { throwIfNoEntry: false })
  if (there && !there.isDirectory()) return 'this is a file; give a folder'
  accessSync(nearestExisting(full), constants.W_OK)
  return null
}

/** Why no file can be written at `path`, with what to do, or null; `full` is the absolute path. */
function fileObstacle(path: string, full: string, usualName: string): string | null {
  const there = statSync(full, { throwIfNoEntry: false })
  const folder = dirname(full)
  if (there?.isDirectory()) return `this is a folder; write ${path.replace(/\/$/, '')}/${usualName}`
  if (path.endsWith('/')) return 'this is a folder; give the name of a file in it'
  if (!there && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return `there is no folder ${dirname(path)}; make it first`
  if (there) accessSync(full, constants.W_OK)
  // A file is written beside its place, and then takes it: its folder must be writable, too.
  if (!there || there.isFile()) accessSync(there ? dirname(realpathSync(full)) : folder, constants.W_OK)
  return null
}

/** What to do where the system refuses access to `full`. */
function remedy(error: NodeJS.ErrnoException, full: string): string {
  const elsewhere = 'write it elsewhere'
  if (error.code !== 'EACCES' && error.code !== 'EPERM') return elsewhere
  // The folder of a file can be closed although the file is not.
  const folder = error.path !== undefined && error.path !== full ? error.path : closedFolder(full)
  const closed = isThere(full) && (error.path ?? full) === full ? basename(full) : folder
  return `${elsewhere}, or change the rights of ${closed}`
}

/** The reason why a report cannot be written to its path, or null if none is known. Writes nothing. */
export function obstacle({ report, path, source }: Output, cwd: string): string | null {
  if (path === '-') return null
  const full = resolve(cwd, path)
  try {
    const fault = report.kind === 'folder' ? folderObstacle(full) : fileObstacle(path, full, report.usualName)
    return fault && `${source} ${path}: ${fault}`
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return `${source} ${path}: ${systemWords(error)}; ${remedy(error as NodeJS.ErrnoException, full)}`
  }
}

/** The folder that refuses access to a path in it. */
function closedFolder(path: string): string {
  try {
    return nearestExisting(dirname(path))
  } catch {
    return dirname(path)
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

/** How reports are written. */
interface Writing {
  common: Omit<ReportContext, 'path'>
  context: ProcessContext
}

async function write({ report, path, source }: Output, results: Results, writing: Writing): Promise<void> {
  const { common, context } = writing
  const full = resolve(context.cwd, path)
  const whole = { ...common, path }
  if (report.kind === 'folder') {
    writeFolder(full, report.render(results, whole))
    return
  }
  const text = report.pieces?.(results) ?? report.render(results, whole)
  await letSignalsIn()
  await writeText({ path, source }, text, context)
}

/** Writes the reports one after the other; gives a line for each that failed. The others are written all the same. */
export async function writeOutputs(outputs: readonly Output[], results: Results, writing: Writing): Promise<string[]> {
  const faults: string[] = []
  for (const output of outputs) {
    try {
      await write(output, results, writing)
    } catch (error) {
      faults.push(`${output.source} ${output.path}: ${error instanceof Error ? error.message : String(error)}`)
    }
    await letSignalsIn()
  }
  return faults
}
