import { compare } from 'semver'
import { StartError } from '../../fleet/start-error'
import { bisect, type SearchResult } from '../../fleet/version-search'
import { nearestVersions, releases } from '../../fleet/versions'
import type { CaseResult, TargetResult, Verdict } from '../../harness/case/results'
import { clean } from '../../reports/text/clean'
import { listed } from '../../reports/text/phrases'
import { announced } from '../../settings/announced'
import { planAndNeeds } from '../../settings/plan'
import { type ProcessContext, printError } from '../../settings/process-context'
import { entryOf } from '../../settings/selection'
import type { Settings } from '../../settings/settings'
import type { NamedServer } from '../../settings/targets/named-target'
import { readServer, serverTarget } from '../../settings/targets/server'
import { UsageError } from '../../settings/usage-error'
import { EXIT, type ExitCode, interruption } from '../exit-codes'
import { Progress } from '../progress'
import { runTargets } from '../run-targets'
import type { Call } from './command'

/** The published versions from one end to the other; all of them without ends. */
function between(ends: readonly string[], published: readonly string[], name: string): string[] {
  for (const end of ends.filter((each) => !published.includes(each)))
    throw new UsageError(
      `${name} has no released version ${end}; take one of ${nearestVersions(end, published).join(', ')}`,
    )
  const [one = published[0], other = published.at(-1)] = ends
  const [low, high] = [one ?? '', other ?? ''].sort(compare)
  return published.slice(published.indexOf(low ?? ''), published.indexOf(high ?? '') + 1)
}

/** The verdict of the one case that ran; null if the target did not start, or the case is inconclusive. */
function verdictOf({ diagnosis }: TargetResult, { verdict }: CaseResult): Verdict | null {
  return diagnosis !== undefined || verdict === 'inconclusive' ? null : verdict
}

/** Gives a function that runs the case against a version, prints its verdict, and returns it. */
function caseRunner(id: string, { known }: NamedServer, settings: Settings, context: ProcessContext) {
  const { plan, needs } = planAndNeeds({ ...settings, only: [id] }, context)
  const progress = new Progress(context, { quiet: settings.quiet, deadlineMs: settings.timeout })
  // The output of a version that does not start is left out: its line says why.
  const quiet = { ...context, stderr: { ...context.stderr, isTTY: false, write: () => {} } }
  return async (version: string): Promise<Verdict | null> => {
    if (context.signal.aborted) return null
    const target = serverTarget({ known, version }, needs, quiet)
    const [result] = await runTargets([target], 1, { plan, progress, context: quiet })
    const [found] = result?.cases ?? []
    if (!result || !found) return null
    const verdict = verdictOf(result, found)
    const line = verdict === null ? `skipped: ${result.diagnosis ?? found.because}` : `${verdict}  ${found.got}`
    context.stdout.write(`${version.padEnd(10)} ${clean(line).trimEnd()}\n`)
    return verdict
  }
}

/** Prints what the search found, and gives the exit code. */
function report(found: SearchResult<Verdict>, id: string, name: string, context: ProcessContext): ExitCode {
  const { stdout } = context
  if (found.kind === 'none') {
    printError(context, `fewer than two versions of ${name} start here and give a verdict on ${id}`)
    return EXIT.unjudged
  }
  if (found.kind === 'same') {
    stdout.write(`${id}: the verdict is ${found.is} in ${name} ${found.oldest} and in ${found.newest}.\n`)
    return EXIT.failed
  }
  const { last, first, was, is } = found
  const change = `${id}: the verdict is ${was} up to ${name} ${last}, and ${is} from ${first} on`
  if (found.between.length === 0) {
    stdout.write(`${change}: ${first} is the first.\n`)
    return EXIT.fine
  }
  stdout.write(`${change}; the versions in between gave no verdict: ${listed(found.between)}.\n`)
  return EXIT.unjudged
}

/** Reads the server to search in: a server from npm, without a version. */
async function readNpmServer(name: string, context: ProcessContext): Promise<NamedServer> {
  const named = await readServer(name, context)
  if (named.version === undefined && named.known.install.npm) return named
  throw new UsageError(`bisect ${name}: name a server from npm, without a version; 'wsspec servers' lists them`)
}

/**
 * `wsspec bisect`: finds the first released version in which the verdict of a case changed. Ends with 0 if it is found,
 * with 1 if the verdict is the same at both ends, and with 3 if versions that do not start leave it open.
 */
export async function action({ context, words, settings }: Call): Promise<ExitCode> {
  const [name = '', id = '', ...ends] = words
  if (ends.length > 2) throw new UsageError(`bisect ${ends[2]}: give two versions at most; leave out the others`)
  entryOf(id)
  if (ends.length === 2 && ends[0] === ends[1])
    throw new UsageError(`bisect ${ends[0]} ${ends[1]}: these are the same version; give two different ones`)
  const named = await readNpmServer(name, context)
  let published: string[]
  try {
    const what = `bisect ${name}: waiting for the npm registry to list the versions`
    published = await announced(what, releases(named.known, context.signal), context)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    printError(context, error.message)
    return EXIT.unjudged
  }
  const found = await bisect(between(ends, published, name), caseRunner(id, named, settings, context))
  return context.signal.aborted ? interruption(context.signal) : report(found, id, name, context)
}
