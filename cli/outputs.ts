import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type KnownFailure, knownFrom, today } from '../api/known'
import type { Suite } from '../harness/case'
import type { Results } from '../harness/results'
import { systemWords, UsageError } from './exit'
import { flagName, type Settings } from './flags'
import { notesOf, titlesOf } from './notes'
import type { World } from './world'

/** A report that was asked for: its kind, and its file, folder, or `-` for standard output. */
export interface Output {
  kind: 'json' | 'html' | 'junit' | 'markdown' | 'mochawesome' | 'writeKnown'
  path: string
}

const KINDS: readonly Output['kind'][] = ['json', 'html', 'junit', 'markdown', 'mochawesome', 'writeKnown']

/** Where a report goes, the same for each spelling of it. */
function placeOf(path: string, cwd: string): string {
  if (path === '-') return path
  const full = resolve(cwd, path)
  try {
    return realpathSync(full)
  } catch {
    return full
  }
}

/**
 * The reports that the settings ask for.
 * @throws {UsageError} where two of them go to standard output, or to the same file.
 */
export function outputsOf(settings: Settings, cwd: string): Output[] {
  const outputs = KINDS.flatMap((kind) => {
    const path = settings[kind]
    return path === undefined ? [] : [{ kind, path }]
  })
  for (const [index, { kind, path }] of outputs.entries()) {
    const other = outputs.slice(0, index).find((each) => placeOf(each.path, cwd) === placeOf(path, cwd))
    if (other)
      throw new UsageError(`${flagName(kind)} ${path}: ${flagName(other.kind)} goes there too; give each its own`)
    if (kind === 'mochawesome' && path === '-')
      throw new UsageError('--mochawesome -: this report is a folder; give the name of one')
  }
  return outputs
}

/** Why a report cannot be written where it should go, or null where nothing speaks against it. Writes nothing. */
export function obstacle({ kind, path }: Output, cwd: string): string | null {
  if (path === '-') return null
  const full = resolve(cwd, path)
  const folder = dirname(full)
  const complaint = (why: string, what: string) => `${flagName(kind)} ${path}: ${why}; ${what}`
  try {
    const there = statSync(full, { throwIfNoEntry: false })
    if (there?.isDirectory() && kind !== 'mochawesome')
      return complaint(
        'this is a folder',
        `write ${path.replace(/\/$/, '')}/${kind === 'writeKnown' ? 'known.yml' : `${kind}-report`}`,
      )
    if (there && !there.isDirectory() && kind === 'mochawesome') return complaint('this is a file', 'give a folder')
    if (kind !== 'mochawesome' && path.endsWith('/'))
      return complaint('this is a folder', 'give the name of a file in it')
    if (there) accessSync(full, constants.W_OK)
    else if (kind !== 'mochawesome' && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      return complaint(`there is no folder ${dirname(path)}`, 'make it first')
    else if (kind !== 'mochawesome') accessSync(folder, constants.W_OK)
    return null
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const rights = ['EACCES', 'EPERM'].includes(code)
    const elsewhere = 'write it elsewhere'
    return complaint(
      systemWords(error),
      rights ? `${elsewhere}, or change the rights of ${isThere(full) ? basename(full) : folder}` : elsewhere,
    )
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

/** How the reports are told. */
interface Telling {
  suites: readonly Suite[]
  strict: boolean
  /** What was known before the run. */
  known: readonly KnownFailure[]
}

/** A report that is one text. */
type Textual = Output & { kind: Exclude<Output['kind'], 'mochawesome'> }

/** Renders one report as text; each renderer is loaded where it is asked for. */
function render({ kind, path }: Textual, results: Results, { suites, strict, known }: Telling): string {
  const titles = titlesOf(suites)
  switch (kind) {
    case 'json':
      return (require('../reports/json') as typeof import('../reports/json')).json(results)
    case 'html': {
      const { html } = require('../reports/html') as typeof import('../reports/html')
      return html(results, notesOf(suites, results), titles)
    }
    case 'junit':
      return (require('../reports/junit') as typeof import('../reports/junit')).junit(results, {
        strict,
        suites: titles,
      })
    case 'markdown':
      return (require('../reports/markdown') as typeof import('../reports/markdown')).markdown(results, {
        suites: titles,
      })
    case 'writeKnown': {
      const { knownText } = require('../api/known-file') as typeof import('../api/known-file')
      return knownText(path, knownFrom(results.targets, known, { strict, day: today() }))
    }
  }
}

function isTextual(output: Output): output is Textual {
  return output.kind !== 'mochawesome'
}

function write(output: Output, results: Results, telling: Telling, world: World): void {
  const { path } = output
  const full = resolve(world.cwd, path)
  if (!isTextual(output)) {
    const { writeMochawesome } = require('../reports/mochawesome-page') as typeof import('../reports/mochawesome-page')
    writeMochawesome(results, full, { strict: telling.strict, suites: titlesOf(telling.suites) })
  } else if (path === '-') world.stdout.write(render(output, results, telling))
  else
    (require('../reports/write') as typeof import('../reports/write')).writeWhole(
      full,
      render(output, results, telling),
    )
}

/** Writes the reports one after the other; gives a line for each that failed. The others are written all the same. */
export function writeOutputs(outputs: readonly Output[], results: Results, telling: Telling, world: World): string[] {
  return outputs.flatMap((output) => {
    try {
      write(output, results, telling, world)
      return []
    } catch (error) {
      return [`${flagName(output.kind)} ${output.path}: ${error instanceof Error ? error.message : String(error)}`]
    }
  })
}
