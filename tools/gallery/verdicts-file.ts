import { join } from 'node:path'
import type { Role } from '../../harness/case/role'
import type { ServerVersion, VerdictsFile } from '../../published/servers'
import { CHARACTERS, type VerdictsById, verdictLine } from '../../published/verdict-line'
import { CATALOGUE_OF } from '../../suites/catalogues'
import type { Gallery, Published } from './gallery'

/** Where the verdicts of every published server are, and of every client: in files that the package carries. */
export function verdictsPath(role: Role): string {
  return join(__dirname, '..', '..', 'published', `${role}-verdicts.json`)
}

const ABOUT =
  'What each published ROLE did in each case: written by `npm run gallery -- --pages` from docs/results. The verdicts have a \
character for each case, in the order of `cases`. A lower-case f, w or c: the small test program decides the case, not the library. \
An underscore: the case was not run.'

function verdictsOf({ target }: Published): VerdictsById {
  return new Map(
    target.cases.map(({ id, verdict, fixture }) => [id, { verdict, byProgram: fixture !== undefined }] as const),
  )
}

function about({ name, version, target, manifest, isOlder }: Published): ServerVersion {
  const { server, via } = target
  return {
    name,
    version,
    language: manifest.language,
    ...(manifest.core === name ? {} : { core: manifest.core }),
    ...(via && server ? { inFrontOf: `${server.name} ${server.version}` } : {}),
    ...(isOlder ? { isOlder } : {}),
  }
}

/** Every published version: those of one server together, the oldest first; hops last. */
function inOrder({ servers, hops, history }: Gallery): Published[] {
  return [...servers.flatMap((each) => history.get(each.name) ?? [each]), ...hops]
}

/** The ids of the cases that some server was run through, a list for each suite, in the order of the catalogue. */
function idsBySuite(all: readonly Published[], role: Role): string[][] {
  const run = new Set(all.flatMap(({ target }) => target.cases.map(({ id }) => id)))
  const lists = CATALOGUE_OF[role].suites.map(({ cases }) => cases.map(({ id }) => id).filter((id) => run.has(id)))
  return lists.filter((ids) => ids.length > 0)
}

/** published/server-verdicts.json, or client-verdicts.json: a line for each version of each server. */
export function verdictsFile(gallery: Gallery): string {
  const all = inOrder(gallery)
  const { role } = gallery
  const ids = idsBySuite(all, role)
  const servers: VerdictsFile['servers'] = all.map((each) => ({
    ...about(each),
    verdicts: verdictLine(ids, verdictsOf(each)),
  }))
  const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(',\n')
  const cases = ids.map((suite) => suite.join(' '))
  return `{"about":${JSON.stringify(ABOUT.replace('ROLE', role))},
"characters":${JSON.stringify(CHARACTERS)},
"cases":[
${lines(cases)}
],
"servers":[
${lines(servers)}
]}
`
}
