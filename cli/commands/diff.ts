import { resolve } from 'node:path'
import { readResults } from '../../collect/results-file'
import type { Results } from '../../harness/case/results'
import { type Difference, diffResults } from '../../reports/diff/difference'
import { clean } from '../../reports/text/clean'
import { type ProcessContext, printError } from '../../settings/process-context'
import { UsageError } from '../../settings/usage-error'
import { EXIT, type ExitCode, worstExit } from '../exit'
import { placeOf } from '../outputs'
import { columnsOf, useColor } from '../terminal'

/** How a difference is to be told: as JSON on standard output, and into files; `-` is standard output. */
export interface DiffFlags {
  json?: boolean
  markdown?: string
  html?: string
}

interface Sides {
  old: Results
  now: Results
  several: boolean
}

function madeBy({ old, now }: Sides): string {
  const told = ({ tool, startedAt }: Results) => `wsspec ${tool.version}${startedAt === null ? '' : `, ${startedAt}`}`
  return `Old results: ${told(old)}. New results: ${told(now)}.`
}

function documentOf(kind: 'markdown' | 'html', difference: Difference, sides: Sides): string {
  if (kind === 'markdown') {
    const { differenceMarkdown } =
      require('../../reports/diff/difference-markdown') as typeof import('../../reports/diff/difference-markdown')
    return differenceMarkdown(difference, sides.several)
  }
  const { differencePage } =
    require('../../reports/diff/difference-page') as typeof import('../../reports/diff/difference-page')
  return differencePage(difference, sides.several, madeBy(sides))
}

/** Writes one document; gives the exit code of that. */
function write(context: ProcessContext, kind: 'markdown' | 'html', path: string, text: string): ExitCode {
  if (path === '-') {
    context.stdout.write(text)
    return EXIT.fine
  }
  const { writeWhole } = require('../../reports/write-files') as typeof import('../../reports/write-files')
  try {
    writeWhole(resolve(context.cwd, path), text)
    return EXIT.fine
  } catch (error) {
    printError(context, `--${kind} ${path}: ${error instanceof Error ? error.message : String(error)}`)
    return EXIT.usage
  }
}

/** Text from the wire without what JSON leaves raw and a terminal acts on. */
function printable(_: string, value: unknown): unknown {
  return typeof value === 'string' ? clean(value) : value
}

function print(context: ProcessContext, difference: Difference, several: boolean): void {
  const { differenceText } =
    require('../../reports/diff/difference-text') as typeof import('../../reports/diff/difference-text')
  const { stdout, env } = context
  stdout.write(differenceText(difference, { color: useColor(env, stdout), width: columnsOf(context), several }))
}

/** What the new results say where they say nothing of a target: regressions cannot be excluded there. */
function unjudged(context: ProcessContext, { targets }: Results): ExitCode {
  const silent = targets.filter(({ diagnosis }) => diagnosis !== undefined)
  for (const { name, diagnosis } of silent)
    printError(context, `${name} could not be judged in the new results: ${diagnosis}`)
  return silent.length > 0 ? EXIT.unjudged : EXIT.fine
}

/** Refuses to write where something is read or written already. */
function checkPlaces(read: readonly string[], written: readonly (string | undefined)[], cwd: string): void {
  const taken = new Set(read.map((path) => placeOf(path, cwd)))
  for (const path of written) {
    if (path === undefined || path === '-') continue
    const place = placeOf(path, cwd)
    if (taken.has(place))
      throw new UsageError(`${path}: it is read, or another document goes there; write another file`)
    taken.add(place)
  }
}

/**
 * `wsspec diff`: what changed between two results files. Exit code 1 on regressions only, 3 where a target could not be
 * judged in the new results, 2 where a document cannot be written.
 */
export function diff(
  context: ProcessContext,
  before: string,
  after: string,
  { json, markdown, html }: DiffFlags,
): ExitCode {
  if ([json ? '-' : '', markdown, html].filter((path) => path === '-').length > 1)
    throw new UsageError('-: only one of --json, --markdown and --html goes to standard output; name a file')
  checkPlaces([before, after], [markdown, html], context.cwd)
  const [old, now] = [readResults(before, context.cwd), readResults(after, context.cwd)]
  const sides = { old, now, several: now.targets.length > 1 || old.targets.length > 1 }
  const difference = diffResults(old, now)
  const files = { markdown, html }
  const written = (['markdown', 'html'] as const).map((kind) => {
    const path = files[kind]
    return path === undefined ? EXIT.fine : write(context, kind, path, documentOf(kind, difference, sides))
  })
  if (json) context.stdout.write(`${JSON.stringify(difference, printable, 2)}\n`)
  else if (markdown !== '-' && html !== '-') print(context, difference, sides.several)
  const regressed = difference.regressed.length > 0 ? EXIT.failed : EXIT.fine
  return worstExit([...written, regressed, unjudged(context, now)])
}
