import { CHARACTERS } from '../../published/verdict-line'
import { impactMeaningsOf } from '../../reports/model/impact-words'
import { roleWords } from '../../reports/role-words'
import { clean } from '../../reports/text/clean'
import { SHAPES } from '../../reports/verdict-words'
import { impactsOf, shareOf } from './peer-table'
import type { Peer } from './peers'
import type { SiteData } from './site-data'
import { newestState } from './versions'
import { pathOf } from './words'

/** The character of a case that a peer was not run through. */
const NOT_RUN = '_'

/** The verdicts of a peer, a character for each case; lower case where the finding is not for it to answer for. */
function verdictsOf({ published, whose, kind }: Peer, ids: readonly string[]): string {
  const results = new Map(published.target.cases.map((each) => [each.id, each]))
  return ids
    .map((id) => {
      const result = results.get(id)
      if (result === undefined) return NOT_RUN
      const character = CHARACTERS[result.verdict]
      const isOfAnother = whose.get(id) === 'program' || (kind === 'hop' && whose.get(id) === 'shared')
      return isOfAnother ? character.toLowerCase() : character
    })
    .join('')
}

/** The findings of a peer whose cause or impact is not that of their case: `[cause, impact]` by id. */
function blamesOf({ published }: Peer, data: SiteData): Record<string, [string, string]> {
  const usual = new Map(data.causes.flatMap(({ cause }) => cause.cases.map((id) => [id, cause] as const)))
  const odd = published.target.cases.filter(({ id, cause, impact }) => {
    const known = usual.get(id)
    return cause && impact && (known?.id !== cause || known.impact !== impact)
  })
  return Object.fromEntries(odd.map(({ id, cause, impact }) => [id, [cause ?? '', impact ?? '']]))
}

function peerData(peer: Peer, data: SiteData, ids: readonly string[]) {
  const { published, label, slug, kind, report } = peer
  return {
    slug,
    label,
    path: pathOf(peer),
    run: published.name,
    language: clean(published.manifest.language),
    core: clean(published.manifest.core),
    kind,
    must: shareOf(peer, 'MUST'),
    should: shareOf(peer, 'SHOULD'),
    causes: report.causes.length,
    newest: newestState(peer).text,
    impacts: impactsOf(report),
    verdicts: verdictsOf(peer, ids),
    blames: blamesOf(peer, data),
  }
}

/** One entry a line, so that a difference between two builds is a few lines. */
function lines(values: readonly unknown[]): string {
  return `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]`
}

/** data.js: what the pages compare and search, once for the whole site. A script, because a page from a file cannot fetch. */
export function dataScript(data: SiteData): string {
  const ids = data.cases.map(({ entry }) => entry.case.id)
  const cases = data.cases.map(({ entry: { suite, case: of } }) => [of.id, suite.number, of.title, of.level])
  const suites = [...new Map(data.cases.map(({ entry: { suite } }) => [suite.number, suite.title]))]
  const causes = data.causes.map(({ cause: { id, title, impact, cases: own } }) => ({ id, title, impact, cases: own }))
  const verdicts = Object.fromEntries(
    Object.entries(CHARACTERS).map(([verdict, character]) => [
      character,
      [verdict, SHAPES[verdict as keyof typeof SHAPES]],
    ]),
  )
  const { words } = data
  return `globalThis.wsspec = {
role: ${JSON.stringify(data.role)},
One: ${JSON.stringify(words.One)},
verdicts: ${JSON.stringify(verdicts)},
impacts: ${JSON.stringify(Object.fromEntries(impactMeaningsOf(roleWords(data))))},
suites: ${JSON.stringify(suites)},
cases: ${lines(cases)},
causes: ${lines(causes)},
peers: ${lines(data.peers.map((peer) => peerData(peer, data, ids)))}
}
`
}
