import type { Results } from '../harness/case/results'
import { notesOf, titlesOf } from '../reports/case-notes'
import type { Telling } from '../reports/registry'
import { columnsOf, complain, useColor, type World } from '../settings/process-context'
import { type Settings, saidIn } from '../settings/settings'
import { didYouMean } from '../settings/suggest'
import { UsageError } from '../settings/usage'

/** What can stand on standard output where no report goes there (--format). */
const FORMATS = ['text', 'issue'] as const

/**
 * What --format asks for.
 * @throws {UsageError} for a name that is none, and where a report (its flag is `taken`) goes to standard output too.
 */
export function formatOf(settings: Settings, taken: string | undefined): (typeof FORMATS)[number] {
  const { format = 'text' } = settings
  const said = `${saidIn(settings, 'format')} ${format}`
  const known = FORMATS.find((each) => each === format)
  if (known === undefined)
    throw new UsageError(`${said}: ${didYouMean(format, FORMATS, `the formats are ${FORMATS.join(', ')}`)}`)
  if (known !== 'text' && taken !== undefined)
    throw new UsageError(`${said}: --${taken} goes to standard output too; give it a file`)
  return known
}

/** Prints a bug report for each failing case, and nothing else; without one, says so on standard error. */
function printIssues(results: Results, { suites, strict }: Telling, world: World): void {
  const { issue } = require('../reports/issue') as typeof import('../reports/issue')
  const environment = `Node ${process.version.slice(1)}, ${process.platform} ${process.arch}`
  const text = issue(results, notesOf(suites, results), { strict, environment })
  world.stdout.write(text)
  if (text === '')
    complain(
      world,
      `--format issue: no case failed${strict ? '' : '; --strict also reports SHOULD and contested findings'}`,
    )
}

/** Prints the results to standard output as the settings ask for; `side` tells the targets side by side. */
export function print(results: Results, settings: Settings, side: boolean, telling: Telling, world: World): void {
  if (settings.format === 'issue') {
    printIssues(results, telling, world)
    return
  }
  const { stdout, env } = world
  const look = { color: useColor(env, stdout), width: columnsOf(world), suites: titlesOf(telling.suites) }
  const { terminal, comparison } = require('../reports/terminal') as typeof import('../reports/terminal')
  const { verbose, quiet, strict } = settings
  stdout.write(side ? comparison(results, look) : terminal(results, { ...look, verbose, quiet, strict }))
}
