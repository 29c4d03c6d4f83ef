import { readResults } from '../../collect/results-file'
import { sideOf } from '../../collect/side-of'
import { catalogueOf } from '../../harness/case/catalogue'
import type { Results } from '../../harness/case/results'
import { type Difference, diffResults } from '../../reports/diff/difference'
import { differenceMarkdown } from '../../reports/diff/difference-markdown'
import { differenceText } from '../../reports/diff/difference-text'
import { clean } from '../../reports/text/clean'
import { asRead, readPipes } from '../../settings/pipes'
import { type ProcessContext, printError } from '../../settings/process-context'
import { UsageError } from '../../settings/usage-error'
import { EXIT, type ExitCode, interruption, worstExit } from '../exit-codes'
import { placeOf } from '../outputs'
import { columnsOf, useColor } from '../terminal'
import { writeText } from '../write-text'
import type { Call } from './command'

/** The flags of `wsspec diff`. A path can be `-`, which is standard output. */
interface DiffFlags {
  json?: boolean
  markdown?: string
  html?: string
}

/** The two results files, and what changed between them. */
interface Comparison {
  old: Results
  now: Results
  difference: Difference
  /** True if one of the files has more than one target. */
  several: boolean
}

/** The page renderer, loaded when a page is asked for. */
const pages = (): typeof import('../../reports/diff/difference-page') => require('../../reports/diff/difference-page')

/** Which wsspec wrote the results, and when. */
function originOf({ old, now }: Comparison): string {
  const by = (results: Results) => {
    const { tool, startedAt } = results
    return `wsspec ${tool.version}, catalogue ${catalogueOf(results)}${startedAt === null ? '' : `, ${startedAt}`}`
  }
  return `Old results: ${by(old)}. New results: ${by(now)}.`
}

const DOCUMENTS: Readonly<Record<'markdown' | 'html', (comparison: Comparison) => string>> = {
  markdown: ({ difference, several }) => differenceMarkdown(difference, several),
  html: (comparison) => {
    const { difference, several } = comparison
    return pages().differencePage(difference, several, originOf(comparison), comparison)
  },
}

/** Writes a document. Returns 2 if it cannot be written. */
async function write(
  kind: keyof typeof DOCUMENTS,
  path: string,
  comparison: Comparison,
  context: ProcessContext,
): Promise<ExitCode> {
  try {
    await writeText({ path, source: `--${kind}` }, DOCUMENTS[kind](comparison), context)
    return EXIT.fine
  } catch (error) {
    printError(context, `--${kind} ${path}: ${error instanceof Error ? error.message : String(error)}`)
    return EXIT.usage
  }
}

/** Escapes control characters that JSON leaves as they are. */
function withoutControls(_: string, value: unknown): unknown {
  return typeof value === 'string' ? clean(value) : value
}

function print({ difference, several }: Comparison, json: boolean, context: ProcessContext): void {
  const { stdout, env } = context
  stdout.write(
    json
      ? `${JSON.stringify(difference, withoutControls, 2)}\n`
      : differenceText(difference, { color: useColor(env, stdout), width: columnsOf(context), several }),
  )
}

/** Prints which targets could not be judged in the new results. Returns 3 if there are any: they may hide regressions. */
function unjudged({ targets }: Results, context: ProcessContext): ExitCode {
  const silent = targets.filter(({ diagnosis }) => diagnosis !== undefined)
  for (const { name, diagnosis } of silent)
    printError(context, `${name} could not be judged in the new results: ${diagnosis}`)
  return silent.length > 0 ? EXIT.unjudged : EXIT.fine
}

/** Refuses to write a document over a file that is read, or over the other document. */
function checkPlaces(read: readonly string[], written: readonly (string | undefined)[], cwd: string): void {
  const taken = new Set(read.map((path) => placeOf(path, cwd)))
  for (const path of written) {
    if (path === undefined || path === '-') continue
    const place = placeOf(path, cwd)
    if (taken.has(place))
      throw new UsageError(`${path}: diff reads it, or writes the other document to it; name another file`)
    taken.add(place)
  }
}

/**
 * `wsspec diff`: shows what changed between two results files. Ends with 1 on regressions only, with 3 if a target could
 * not be judged in the new results, and with 2 if a document cannot be written.
 */
export async function action({ context, words: [before = '', after = ''], flags }: Call): Promise<ExitCode> {
  const { json = false, markdown, html } = flags as DiffFlags
  if ([json ? '-' : '', markdown, html].filter((path) => path === '-').length > 1)
    throw new UsageError('-: only one of --json, --markdown and --html goes to standard output; name a file')
  checkPlaces([before, after], [markdown, html], context.cwd)
  await readPipes(asRead(before, after), context)
  const [old, now] = [readResults(before, context.cwd), readResults(after, context.cwd)]
  sideOf([
    { file: before, results: old },
    { file: after, results: now },
  ])
  const several = now.targets.length > 1 || old.targets.length > 1
  const comparison = { old, now, difference: diffResults(old, now), several }
  const codes = [
    markdown === undefined ? EXIT.fine : await write('markdown', markdown, comparison, context),
    html === undefined ? EXIT.fine : await write('html', html, comparison, context),
  ]
  if (json || (markdown !== '-' && html !== '-')) print(comparison, json, context)
  codes.push(comparison.difference.regressed.length > 0 ? EXIT.failed : EXIT.fine)
  return worstExit([...codes, unjudged(now, context), interruption(context.signal)])
}
