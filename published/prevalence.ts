import type { CaseResult, Prevalence } from '../harness/case/results'
import { roleOfId } from '../harness/case/role'
import { isConforming, isFinding, type Verdict } from '../harness/case/verdicts'
import { entries, type PublishedServer, publishedVerdict, usualServers } from './servers'

/** The servers that have a verdict in a case and decide it themselves: a finding of the test program is not theirs. */
export function serversWith(
  verdict: Verdict,
  id: string,
  all: readonly PublishedServer[] = entries(roleOfId(id)),
): PublishedServer[] {
  return usualServers(all).filter((server) => publishedVerdict(server, id) === verdict)
}

/** The servers that were judged in a case, free choices included: what they do is seen, and is not the finding. */
export function judgedServers(id: string, all: readonly PublishedServer[] = entries(roleOfId(id))): PublishedServer[] {
  return usualServers(all).filter((server) => publishedVerdict(server, id) !== undefined)
}

/** The first published version of a server without a finding that its older version has; undefined where there is none. */
function mendedSince(versions: readonly PublishedServer[], id: string): string | undefined {
  const verdicts = versions.map((server) => publishedVerdict(server, id))
  const last = verdicts.findLastIndex((verdict) => verdict !== undefined && isFinding(verdict))
  if (last < 0) return undefined
  const later = verdicts.findIndex((verdict, at) => at > last && verdict !== undefined && isConforming(verdict))
  return versions[later]?.version
}

/** The servers whose older published version has a finding in a case and whose later ones have none. */
function mendedIn(id: string, all: readonly PublishedServer[]): { name: string; since: string }[] {
  const names = new Set(all.filter(({ isOlder }) => isOlder).map(({ name }) => name))
  return [...names].flatMap((name) => {
    const versions = all.filter((server) => server.name === name)
    const since = mendedSince(versions, id)
    return since === undefined ? [] : [{ name, since }]
  })
}

/** What a finding is compared with. */
export interface PrevalenceOptions {
  /** The name of the target's server or client, where it is a published one: it is not counted. */
  except?: string | undefined
  /** The published server that the target behaves like. */
  like?: PublishedServer | undefined
  /** Every published version, unless others are given. */
  all?: readonly PublishedServer[]
}

/** Which published servers have a finding too; undefined for a verdict that is none, and for one of the test program. */
export function prevalenceOf(
  { id, verdict, fixture }: Pick<CaseResult, 'id' | 'verdict' | 'fixture'>,
  { except, like, all = entries(roleOfId(id)) }: PrevalenceOptions = {},
): Prevalence | undefined {
  if (!isFinding(verdict) || fixture !== undefined) return undefined
  const count = (servers: readonly PublishedServer[]) => servers.filter(({ name }) => name !== except).length
  const theirs = like === undefined ? undefined : publishedVerdict(like, id)
  const mended = mendedIn(id, all)
  return {
    servers: count(serversWith(verdict, id, all)),
    of: count(judgedServers(id, all)),
    ...(theirs === undefined ? {} : { like: theirs === verdict }),
    ...(mended.length === 0 ? {} : { mended }),
  }
}
