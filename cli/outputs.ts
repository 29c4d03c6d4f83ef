import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Results } from '../harness/case/results'
import {
  FILE_REPORTS,
  type FileReport,
  FOLDER_REPORTS,
  type FolderReport,
  isFolder,
  renderFile,
  renderFolder,
  type Telling,
} from '../reports/registry'
import type { World } from '../settings/process-context'
import { type Settings, saidIn } from '../settings/settings'
import { systemWords, UsageError } from '../settings/usage'

/** A report that was asked for: its kind, and its file, folder, or `-` for standard output. */
export interface Output {
  kind: FileReport | FolderReport
  path: string
  /** Where it was asked for, for errors. */
  said: string
}

/** The files that a report writes, as far as their names are the same for every run. */
function filesOf({ kind, path }: Output): string[] {
  return isFolder(kind) ? ['.', 'index.html', 'index.json'].map((name) => join(path, name)) : [path]
}

/** What to call the file of a report in a folder. */
const USUAL: Readonly<Record<FileReport, string>> = {
  json: 'results.json',
  html: 'report.html',
  junit: 'junit.xml',
  markdown: 'comment.md',
  badge: 'badge.svg',
  writeKnown: 'known.yml',
}

/** Where a file is, the same for each spelling of its path. */
export function placeOf(path: string, cwd: string): string {
  if (path === '-') return path
  const full = resolve(cwd, path)
  try {
    return realpathSync(full)
  } catch {
    return full
  }
}

function checkKind({ kind, path, said }: Output): void {
  if (isFolder(kind) && path === '-') throw new UsageError(`${said} -: this report is a folder; give the name of one`)
  if (kind === 'badge' && !/\.(?:svg|json)$/i.test(path))
    throw new UsageError(`${said} ${path}: its name ends in .svg, or in .json for an endpoint of shields.io`)
}

/** A file that a command line reads, and how it was named there. */
export interface Input {
  path: string
  said: string
}

/** The files that settings name to be read. A list of known failures may be written again where it was read. */
function inputsOf(settings: Settings, { kind }: Output): Input[] {
  return (['known', 'profile', 'ca'] as const).flatMap((key) => {
    const path = settings[key]
    return path === undefined || (key === 'known' && kind === 'writeKnown')
      ? []
      : [{ path, said: saidIn(settings, key) }]
  })
}

/**
 * The reports that the settings ask for; `read` are further files that are read.
 * @throws {UsageError} where two of them go to standard output or to the same file, or one to a file that is read.
 */
export function outputsOf(settings: Settings, cwd: string, read: readonly Input[] = []): Output[] {
  const outputs = [...FILE_REPORTS, ...FOLDER_REPORTS].flatMap((kind) => {
    const path = settings[kind]
    return path === undefined ? [] : [{ kind, path, said: saidIn(settings, kind) }]
  })
  const places = (output: Output) => filesOf(output).map((file) => placeOf(file, cwd))
  for (const [index, output] of outputs.entries()) {
    const { path, said } = output
    const own = places(output)
    const other = outputs.slice(0, index).find((each) => places(each).some((place) => own.includes(place)))
    if (other) throw new UsageError(`${said} ${path}: ${other.said} goes there too; give each its own`)
    const input = [...inputsOf(settings, output), ...read].find((each) => own.includes(placeOf(each.path, cwd)))
    if (input) throw new UsageError(`${said} ${path}: ${input.said} reads it; write another file`)
    checkKind(output)
  }
  return outputs
}

/** The nearest folder at or above `path` that there is. */
function standing(path: string): string {
  return dirname(path) === path || statSync(path, { throwIfNoEntry: false }) ? path : standing(dirname(path))
}

/** Why a report cannot be written where it should go, or null where nothing speaks against it. Writes nothing. */
export function obstacle({ kind, path, said }: Output, cwd: string): string | null {
  if (path === '-') return null
  const full = resolve(cwd, path)
  const folder = dirname(full)
  const complaint = (why: string, what: string) => `${said} ${path}: ${why}; ${what}`
  try {
    const there = statSync(full, { throwIfNoEntry: false })
    if (isFolder(kind)) {
      if (there && !there.isDirectory()) return complaint('this is a file', 'give a folder')
      accessSync(standing(full), constants.W_OK)
      return null
    }
    if (there?.isDirectory()) return complaint('this is a folder', `write ${path.replace(/\/$/, '')}/${USUAL[kind]}`)
    if (path.endsWith('/')) return complaint('this is a folder', 'give the name of a file in it')
    if (there) accessSync(full, constants.W_OK)
    else if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      return complaint(`there is no folder ${dirname(path)}`, 'make it first')
    else accessSync(folder, constants.W_OK)
    return null
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const rights = ['EACCES', 'EPERM'].includes(code)
    const elsewhere = 'write it elsewhere'
    return complaint(
      systemWords(error),
      rights ? `${elsewhere}, or change the rights of ${isThere(full) ? basename(full) : nearest(full)}` : elsewhere,
    )
  }
}

function nearest(path: string): string {
  try {
    return standing(dirname(path))
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

function write({ kind, path }: Output, results: Results, telling: Telling, world: World): void {
  const { writeFolder, writeWhole } = require('../reports/write') as typeof import('../reports/write')
  const full = resolve(world.cwd, path)
  if (isFolder(kind)) writeFolder(full, renderFolder(kind, results, telling))
  else if (path === '-') world.stdout.write(renderFile(kind, path, results, telling))
  else writeWhole(full, renderFile(kind, path, results, telling))
}

/** Writes the reports one after the other; gives a line for each that failed. The others are written all the same. */
export function writeOutputs(outputs: readonly Output[], results: Results, telling: Telling, world: World): string[] {
  return outputs.flatMap((output) => {
    try {
      write(output, results, telling, world)
      return []
    } catch (error) {
      return [`${output.said} ${output.path}: ${error instanceof Error ? error.message : String(error)}`]
    }
  })
}
