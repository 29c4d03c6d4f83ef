import type { Cause } from '../../harness/case/cause'
import type { CaseResult } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { isFinding, isScored, type Verdict } from '../../harness/case/verdicts'
import { type AnyEntry, entriesOfSide } from '../../reports/explain/case-page'
import type { Recipe } from '../../reports/model/recipe'
import { fileNames } from '../../reports/text/file-names'
import { CATALOGUE_OF } from '../../suites/catalogues'
import type { Gallery, Published } from '../gallery/gallery'
import type { Upstream } from './newest-version'
import { type Peer, peersOf } from './peers'
import { SITE_WORDS, type SiteWords } from './role-words'

/** What the pages are made of. */
export interface SiteSource {
  /** The published results of one side. */
  gallery: Gallery
  upstream: Upstream
  recipes: readonly Recipe[]
  /** Results files that could not be read, a line each: the rest is shown. */
  broken: readonly string[]
  /** Where the project is on the web: `https://github.com/wsspec/wsspec`. */
  repository: string
}

/** One peer's result of a case. */
export interface Answer {
  peer: Peer
  result: CaseResult
}

/** A case, and what every peer did in it. */
export interface SiteCase {
  entry: AnyEntry
  /** Of the servers, without hops: a hop was run in front of a server that is counted itself. */
  answers: Answer[]
  hopAnswers: Answer[]
  /** How many servers have each verdict. A finding that the small test program decides is not counted. */
  counts: Record<'fail' | 'contested' | 'warn' | 'pass', number>
  /** How many servers have a scored verdict that the library decides. */
  judged: number
}

/** A cause, and who has findings that it explains. */
export interface SiteCause {
  cause: Cause
  /** Peers with such a finding that they have to answer for, each with these findings. */
  having: { peer: Peer; findings: CaseResult[] }[]
  recipes: Recipe[]
}

/** The published versions of one server, the oldest first, and the name of its file. */
export interface SiteHistory {
  name: string
  slug: string
  versions: readonly Published[]
}

/** Everything that the pages show, each thing once. */
export interface SiteData extends SiteSource {
  role: Role
  words: SiteWords
  histories: SiteHistory[]
  peers: Peer[]
  cases: SiteCase[]
  causes: SiteCause[]
}

function answersOf(peers: readonly Peer[], id: string, byId: ReadonlyMap<Peer, ReadonlyMap<string, CaseResult>>) {
  return peers.flatMap((peer): Answer[] => {
    const result = byId.get(peer)?.get(id)
    return result ? [{ peer, result }] : []
  })
}

function countsOf(answers: readonly Answer[]): Pick<SiteCase, 'counts' | 'judged'> {
  const own = answers.filter(({ peer, result }) => peer.whose.get(result.id) !== 'program')
  const have = (verdict: Verdict) => own.filter(({ result }) => result.verdict === verdict).length
  const counts = { fail: have('fail'), contested: have('contested'), warn: have('warn'), pass: have('pass') }
  return { counts, judged: own.filter(({ result }) => isScored(result.verdict)).length }
}

function casesOf(peers: readonly Peer[], role: Role): SiteCase[] {
  const byId = new Map(
    peers.map((peer) => [peer, new Map(peer.published.target.cases.map((each) => [each.id, each]))] as const),
  )
  const [servers, hops] = [peers.filter(({ kind }) => kind !== 'hop'), peers.filter(({ kind }) => kind === 'hop')]
  return entriesOfSide(role).map((entry) => {
    const answers = answersOf(servers, entry.case.id, byId)
    return { entry, answers, hopAnswers: answersOf(hops, entry.case.id, byId), ...countsOf(answers) }
  })
}

function havingCause(peer: Peer, { id }: Cause): SiteCause['having'] {
  const findings = peer.report.target.cases.filter(({ verdict, cause }) => isFinding(verdict) && cause === id)
  return findings.length > 0 ? [{ peer, findings }] : []
}

/** Brings published results of one side into the order of the pages. */
export function siteData(source: SiteSource): SiteData {
  const { role } = source.gallery
  const peers = peersOf(source.gallery, source.upstream)
  const bySite = CATALOGUE_OF[role].causes.map((cause) => ({
    cause,
    having: peers.flatMap((peer) => havingCause(peer, cause)),
    recipes: source.recipes.filter((recipe) => recipe.cause === cause.id),
  }))
  const names = [...source.gallery.history.keys()]
  const slugs = fileNames(names)
  const histories = [...source.gallery.history].map(([name, versions], at) => ({
    name,
    slug: slugs[at] ?? '',
    versions,
  }))
  return { ...source, role, words: SITE_WORDS[role], peers, histories, cases: casesOf(peers, role), causes: bySite }
}
