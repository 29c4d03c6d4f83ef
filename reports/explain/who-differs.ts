import { roleOfId } from '../../harness/case/role'
import { FINDINGS, isFinding, type Verdict } from '../../harness/case/verdicts'
import { judgedServers, serversWith } from '../../published/prevalence'
import { type PublishedServer, readableEntries } from '../../published/servers'
import { count, listed } from '../text/phrases'

/** How many servers, or servers with those built on them, are named for a verdict. The others are counted. */
const MOST_NAMED = 5

/** `1.1.5 to 8.18.2`, or `8.23.0` alone. */
function range(first: string, last: string): string {
  return first === last ? first : `${first} to ${last}`
}

/** Consecutive published versions of a server with the same verdict. */
interface Stretch {
  verdict: Verdict
  first: string
  last: string
}

function stretchesOf(versions: readonly PublishedServer[], id: string): Stretch[] {
  const stretches: Stretch[] = []
  for (const { version, verdicts } of versions) {
    const verdict = verdicts.get(id)?.verdict
    const before = stretches.at(-1)
    if (verdict === undefined) continue
    if (before?.verdict === verdict) before.last = version
    else stretches.push({ verdict, first: version, last: version })
  }
  return stretches
}

/** A server by name, with the versions up to the usual one in which a case has the verdict that it has there. */
function named(server: PublishedServer, all: readonly PublishedServer[], id: string): string {
  const versions = all.filter(({ name }) => name === server.name)
  const { first, last } = stretchesOf(versions, id).at(-1) ?? { first: server.version, last: server.version }
  return `${server.name} ${range(first, last)}`
}

/** Servers with what is built on them: where a core differs, its group is one. */
function byCore(servers: readonly PublishedServer[]): PublishedServer[][] {
  const isCore = (name: string | undefined) => servers.some((each) => each.name === name && each.core === undefined)
  const leaders = servers.filter(({ core }) => !isCore(core))
  const groups = leaders.map((leader) => [leader, ...servers.filter(({ core }) => core === leader.name)])
  return groups.sort(
    ([a, ...onA], [b, ...onB]) => onB.length - onA.length || (String(a?.name) < String(b?.name) ? -1 : 1),
  )
}

function groupWords(
  [leader, ...others]: readonly PublishedServer[],
  all: readonly PublishedServer[],
  id: string,
): string {
  if (leader === undefined) return ''
  const more = others.length === 0 ? '' : ` (and ${others.length} built on it)`
  return named(leader, all, id) + more
}

/** `fail: ws 1.1.5 to 8.23.0 (and 16 built on it), bun 1.4.5 and 12 more; 30 of 82 judged servers`. */
function findingLine(all: readonly PublishedServer[], id: string, verdict: Verdict): string[] {
  const found = serversWith(verdict, id, all)
  if (found.length === 0) return []
  const groups = byCore(found)
  const shown = groups.slice(0, MOST_NAMED)
  const left = groups.slice(MOST_NAMED).flat().length
  const names = shown.map((group) => groupWords(group, all, id))
  const words = listed(left > 0 ? [...names, `${left} more`] : names)
  return [`${verdict}: ${words}; ${found.length} of ${count(judgedServers(id, all).length, `judged ${roleOfId(id)}`)}`]
}

/** `ws by version: 1.1.5 to 8.18.2 fail, 8.18.3 to 8.23.0 pass`, for each server whose verdict changed. */
function changeLines(all: readonly PublishedServer[], id: string): string[] {
  const names = [...new Set(all.filter(({ isOlder }) => isOlder).map(({ name }) => name))]
  return names.flatMap((name) => {
    const stretches = stretchesOf(
      all.filter((each) => each.name === name),
      id,
    )
    if (stretches.length < 2 || !stretches.some(({ verdict }) => isFinding(verdict))) return []
    const words = stretches.map(({ verdict, first, last }) => `${range(first, last)} ${verdict}`)
    return [`${name} by version: ${words.join(', ')}`]
  })
}

/**
 * Which published servers have a finding in a case, a line for each verdict, and the versions in which that changed.
 * Hops, and findings that the small test program decides and not the library, are left out. Empty where nobody differs.
 * @param id the id of the case
 * @param all the published servers, the versions of one together, the oldest first; none where their file is damaged
 */
export function whoDiffers(id: string, all: readonly PublishedServer[] = readableEntries(roleOfId(id))): string[] {
  return [...FINDINGS.flatMap((verdict) => findingLine(all, id, verdict)), ...changeLines(all, id)]
}
