import { type CaseResult, roleOf, summarize } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { type TargetReport, targetReport } from '../../reports/model/target-report'
import { clean } from '../../reports/text/clean'
import { fileNames } from '../../reports/text/file-names'
import { CATALOGUE_OF } from '../../suites/catalogues'
import { baseOf, findingsOf } from '../gallery/attribution'
import type { Gallery, Published } from '../gallery/gallery'
import { nameOf } from '../gallery/names'
import { type Newest, newestOf, type Upstream } from './newest-version'

/**
 * Whoever can mend a finding: the peer itself, the peer that it is built on or that a hop is in front of (`shared`), the
 * HTTP stack below the library, or the small test program.
 */
export type Whose = 'own' | 'shared' | 'stack' | 'program'

/** A tested program of which the site has a page. */
export interface Peer {
  published: Published
  /** `ws`, cleaned. */
  name: string
  /** `ws 8.23.0`, cleaned. */
  label: string
  /** The name of its files, and of its anchors in other pages. */
  slug: string
  role: Role
  kind: 'server' | 'hop' | 'client'
  /** The published peer that it is compared with; see `baseOf`. */
  base: Published | undefined
  /** Whose each finding is, by the id of the case. */
  whose: ReadonlyMap<string, Whose>
  /** What it has to answer for: without findings of the test program and, of a hop, without those of what is after it. */
  report: TargetReport
  newest: Newest | null
}

/** Published results fail a run only by verdicts: a few cases without one are no reason to judge nothing. */
const TERMS = { strict: false, allowInconclusive: Number.POSITIVE_INFINITY }

function whoseOf(published: Published, base: Published | undefined): Map<string, Whose> {
  const { own, contested, ofProgram, ofStack, shared } = findingsOf(published, base)
  const named = (cases: readonly CaseResult[], whose: Whose) => cases.map(({ id }) => [id, whose] as const)
  return new Map([
    ...named([...own, ...contested], 'own'),
    ...named(shared, 'shared'),
    ...named(ofStack, 'stack'),
    ...named(ofProgram, 'program'),
  ])
}

function peerOf(gallery: Gallery, published: Published, slug: string, upstream: Upstream): Peer {
  const { target, manifest, version } = published
  const base = baseOf(gallery, published)
  const whose = whoseOf(published, base)
  const role = roleOf(target)
  const kind = target.via ? 'hop' : role
  const isItsOwn = ({ id }: CaseResult) => whose.get(id) !== 'program' && (kind !== 'hop' || whose.get(id) !== 'shared')
  const cases = target.cases.filter(isItsOwn)
  const label = clean(nameOf(published))
  const report = targetReport({ ...target, cases, summary: summarize(cases) }, label, {
    ...TERMS,
    causes: CATALOGUE_OF[role].causes,
  })
  const newest = newestOf(manifest, version, upstream)
  return { published, name: clean(published.name), label, slug, role, kind, base, whose, report, newest }
}

/** Every server and hop, in the order of the alphabet. */
export function peersOf(gallery: Gallery, upstream: Upstream): Peer[] {
  const all = [...gallery.servers, ...gallery.hops].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const slugs = fileNames(all.map(({ name }) => name))
  return all.map((published, at) => peerOf(gallery, published, slugs[at] ?? '', upstream))
}
