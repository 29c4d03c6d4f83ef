import type { Role } from '../harness/case/role'
import { isFinding } from '../harness/case/verdicts'
import { entries, type PublishedServer, publishedVerdict } from '../published/servers'
import type { KnownFailure } from '../reports/known/known-failures'
import { listed } from '../reports/text/phrases'
import { patternsIn } from './selection'
import { didYouMean } from './suggest'
import { UsageError } from './usage-error'

function allPublished(source: string, role: Role): readonly PublishedServer[] {
  try {
    return entries(role)
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${source}: the published results cannot be read (${because}); install wsspec again`)
  }
}

/** The published version that a word names: the usual one, or the one after the last `@`. */
function namedIn(word: string, source: string, role: Role): PublishedServer {
  const all = allPublished(source, role)
  const at = word.lastIndexOf('@')
  const [name, version] = at > 0 ? [word.slice(0, at), word.slice(at + 1)] : [word, undefined]
  if (version === '') throw new UsageError(`${source} ${word}: no version follows the @; leave it out, or write one`)
  const versions = all.filter((server) => server.name === name)
  if (versions.length === 0) {
    const names = new Set(all.map((server) => server.name))
    const meant = didYouMean(
      name,
      names,
      role === 'server' ? "'wsspec servers' lists the known ones" : "'wsspec clients names' lists the known ones",
    )
    throw new UsageError(`${source} ${word}: no results of a ${role} ${name} are published; ${meant}`)
  }
  const found = versions.find((server) => (version === undefined ? !server.isOlder : server.version === version))
  if (found !== undefined) return found
  throw new UsageError(
    `${source} ${word}: no results of ${name} ${version} are published; take ${listed(
      versions.map((server) => `${name}@${server.version}`),
      'or',
    )}`,
  )
}

/** The findings of a published server as known failures. What its small test program decides is not among them. */
function findingsOf(server: PublishedServer): KnownFailure[] {
  const { name, version, inFrontOf } = server
  const of = `${name} ${version}${inFrontOf === undefined ? '' : ` in front of ${inFrontOf}`}`
  return [...server.verdicts.keys()].flatMap((id) => {
    const published = publishedVerdict(server, id)
    if (published === undefined || !isFinding(published)) return []
    return { id, reason: `published finding of ${of}`, published }
  })
}

/**
 * The published findings of servers, or of clients, as known failures.
 * @param words names, or names with versions, `ws@8.18.2`; a word may have several, separated by commas
 * @param source the flag, variable, field or option that has them, for messages
 * @throws {UsageError} for a server or version of which nothing is published.
 */
export function readKnownAs(words: readonly string[], source: string, role: Role): KnownFailure[] {
  return patternsIn(words).flatMap((word) => findingsOf(namedIn(word, source, role)))
}
