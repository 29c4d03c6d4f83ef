import { mergeResults } from '../../collect/merge'
import { readResultsFiles, refuseEmpty } from '../../collect/results-file'
import type { NamedResults } from '../../collect/shards'
import { sideOf } from '../../collect/side-of'
import { asRead, readPipes } from '../../settings/pipes'
import { clientResultsPlan, planOf } from '../../settings/plan'
import { printError } from '../../settings/process-context'
import { EXIT, type ExitCode, worstExit } from '../exit-codes'
import { runAndReport } from '../run-and-report'
import type { Call } from './command'

/** `wsspec merge`: joins results of runs, complete or not, and reports them as those of one run. */
export async function action({ context, words, settings, line }: Call): Promise<ExitCode> {
  await readPipes(asRead(...words), context)
  const files = words.map((file) => ({ file, ...readResultsFiles(file, context.cwd) }))
  const named = files.flatMap(({ file, documents }) => documents.map((results): NamedResults => ({ file, results })))
  refuseEmpty(
    'merge',
    words,
    named.map(({ results }) => results),
  )
  const isOfClients = sideOf(named) === 'client'
  const { results, missing: notRun, differences } = mergeResults(named)
  const cut = files.flatMap(({ cut: where }) => (where === null ? [] : [`${where}: it was cut off and is left out`]))
  const missing = [...cut, ...notRun]
  const { targets, tool: _, schemaVersion: __, ...document } = results
  const compared = {
    recorded: targets,
    reads: words.map((path) => ({ path, source: 'merge' })),
    document,
    sideBySide: targets.length > 1,
  }
  const plan = isOfClients ? clientResultsPlan(settings, context.cwd).plan : planOf(settings, context.cwd)
  const exit = await runAndReport({ targets: [], plan, settings, line, atOnce: 1, compared }, context)
  for (const sentence of [...differences, ...missing]) printError(context, sentence)
  return worstExit([exit, missing.length > 0 ? EXIT.unjudged : EXIT.fine])
}
