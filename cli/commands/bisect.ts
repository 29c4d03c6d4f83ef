import { compare } from 'semver'
import { StartError } from '../../fleet/start-error'
import { bisect } from '../../fleet/version-search'
import { nearestVersions, releases } from '../../fleet/versions'
import type { Verdict } from '../../harness/case/results'
import { clean } from '../../reports/text/clean'
import { listed } from '../../reports/text/phrases'
import { planOf } from '../../settings/plan'
import { type ProcessContext, printError } from '../../settings/process-context'
import { entryOf } from '../../settings/selection'
import type { Settings } from '../../settings/settings'
import { readTargetNeeds } from '../../settings/target-needs'
import type { NamedServer } from '../../settings/targets/named-target'
import { readServer, serverTarget } from '../../settings/targets/server'
import { UsageError } from '../../settings/usage-error'
import { suites } from '../../suites/server/index'
import { EXIT, type ExitCode } from '../exit'
import { Progress } from '../progress'
import { runTargets } from '../run-targets'

/** What `bisect` was asked for: a server of npm, a case, and the versions between which to look. */
export interface BisectRequest {
  name: string
  id: string
  ends: readonly string[]
}

/** The published versions from one end to the other. */
function between(ends: readonly string[], published: readonly string[], name: string): string[] {
  for (const end of ends.filter((each) => !published.includes(each)))
    throw new UsageError(
      `${name} has no released version ${end}; take one of ${nearestVersions(end, published).join(', ')}`,
    )
  const [one = published[0], other = published.at(-1)] = ends
  const [low, high] = [one ?? '', other ?? ''].sort(compare)
  return published.slice(published.indexOf(low ?? ''), published.indexOf(high ?? '') + 1)
}

/** What a case comes to on a version; null where the version does not start, or the case has no verdict there. */
function asking(named: NamedServer, { id }: BisectRequest, settings: Settings, context: ProcessContext) {
  const { slow, destructive, ...needs } = readTargetNeeds(settings, context)
  const plan = planOf({ ...settings, only: [id] }, { slow, destructive }, context.cwd)
  const progress = new Progress(context, settings.quiet)
  // What a version that does not start has written is told in one line.
  const hushed = { ...context, stderr: { ...context.stderr, isTTY: false, write: () => {} } }
  return async (version: string): Promise<Verdict | null> => {
    if (context.signal.aborted) return null
    const target = serverTarget({ server: named.server, version }, needs, hushed)
    const [result] = await runTargets([target], 1, { plan, progress, context: hushed })
    progress.clear()
    const [found] = result?.cases ?? []
    const verdict = result?.diagnosis === undefined && found?.verdict !== 'inconclusive' ? found?.verdict : undefined
    const told = verdict === undefined ? `skipped: ${result?.diagnosis ?? found?.because}` : `${verdict}  ${found?.got}`
    context.stdout.write(`${version.padEnd(10)} ${clean(told).trimEnd()}\n`)
    return verdict ?? null
  }
}

/**
 * `wsspec bisect`: the first released version in which a case came to another verdict. Exit code 0 where it is found, 1
 * where both ends are the same, 3 where versions that do not start leave it open.
 */
export async function bisectCommand(
  context: ProcessContext,
  request: BisectRequest,
  settings: Settings,
): Promise<ExitCode> {
  const { name, id, ends } = request
  entryOf(suites, id)
  if (ends.length === 2 && ends[0] === ends[1])
    throw new UsageError(`bisect ${ends[0]} ${ends[1]}: nothing stands between a version and itself; name two`)
  const named = await readServer(name, context)
  if (named.version !== undefined || !named.server.install.npm)
    throw new UsageError(`bisect ${name}: this is no server of npm without a version; 'wsspec servers' lists them`)
  let published: string[]
  try {
    published = await releases(named.server, context.signal)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    printError(context, error.message)
    return EXIT.unjudged
  }
  const found = await bisect(between(ends, published, name), asking(named, request, settings, context))
  if (context.signal.aborted) return context.signal.reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted
  if (found.kind === 'none') {
    printError(context, `no two versions of ${name} start here and come to a verdict on ${id}`)
    return EXIT.unjudged
  }
  if (found.kind === 'same') {
    context.stdout.write(`${id} comes to ${found.is} in ${name} ${found.oldest} and in ${found.newest}.\n`)
    return EXIT.failed
  }
  const { last, first, was, is } = found
  const told = `${id} comes to ${was} up to ${name} ${last}, to ${is} from ${first} on`
  if (found.between.length === 0) {
    context.stdout.write(`${told}: ${first} is the first.\n`)
    return EXIT.fine
  }
  context.stdout.write(`${told}; in between there is no verdict on ${listed(found.between)}.\n`)
  return EXIT.unjudged
}
