import type { CaseResult } from '../../harness/case/results'
import { clean } from '../../reports/text/clean'
import { whyOfStack } from '../gallery/attribution'
import { nameOf } from '../gallery/names'
import { repeatLines } from '../gallery/repeat-lines'
import type { Peer } from './peers'
import { Wire } from './wire'
import { CaseLink, Clauses, Command, pathOf, Verdict } from './words'

/** Where a finding is on the page of a peer: `#case-2.01`. */
export function findingAnchor(id: string): string {
  return `case-${id}`
}

/** The other cases that have to be sent to reproduce a finding: those that decided it; for 0.06, those that it names. */
function sentWith({ id, got, evidence = [] }: CaseResult): readonly string[] {
  return id === '0.06' ? (got.match(/\b\d{1,2}\.\d\d\b/g) ?? []) : evidence
}

interface FindingProps {
  peer: Peer
  result: CaseResult
  /** The way to the root of the site. */
  root: string
  /** The peer on whose page the bytes are, where its answer is the same. */
  base: Peer | undefined
  /** The page about the versions of the peer that it is compared with; undefined where there is none. */
  versions: string | undefined
}

/** Whose a finding is, where it is not the peer's alone. */
function WhoseMark({ peer, result, base, root, versions }: FindingProps) {
  const whose = peer.whose.get(result.id)
  const { stack } = peer.published.manifest
  if (whose === 'program') return <span class="chip">test program</span>
  if (whose === 'stack') return <span class="chip">{stack} decides</span>
  if (whose === 'shared' && peer.base) {
    const text = `same as ${clean(nameOf(peer.base))}`
    const to = base ? `${root}${pathOf(base)}#${findingAnchor(result.id)}` : versions
    return to === undefined ? (
      <span class="chip">{text}</span>
    ) : (
      <a class="chip" href={to}>
        {text}
      </a>
    )
  }
  return null
}

/** Facts about a finding, each with its label. */
function Facts({ peer, result }: FindingProps) {
  const { expected, got, because, fixture, stable, party, source } = result
  const { published } = peer
  const without = peer.base?.target.cases.find((each) => each.id === result.id)
  const facts: [label: string, text: string][] = [
    ['Required', expected],
    ['Observed', got],
    ['Because', because],
    ['Decided by', fixture === undefined ? '' : `the small test program: ${fixture}`],
    ['Decided by', peer.whose.get(result.id) === 'stack' ? (whyOfStack(published, result) ?? '') : ''],
    ['Who can mend it', party === undefined ? '' : PARTIES[party]],
    ['Not reproduced', stable ? '' : 'the two runs differ'],
  ]
  return (
    <dl>
      {facts
        .filter(([, text]) => text !== '')
        .map(([label, text]) => (
          <>
            <dt>{label}</dt>
            <dd>{clean(text)}</dd>
          </>
        ))}
      {peer.base && without && peer.whose.get(result.id) !== 'shared' && (
        <>
          <dt>{clean(nameOf(peer.base))} by itself</dt>
          <dd>
            <Verdict verdict={without.verdict} /> {clean(without.got)}
          </dd>
        </>
      )}
      <dt>Clauses</dt>
      <dd>
        <Clauses names={source} />
      </dd>
    </dl>
  )
}

const PARTIES = {
  http: 'whoever parses HTTP: a plain GET is treated in the same way',
  upgrade: 'the upgrade path: a plain GET is treated in another way',
} as const

/** A finding, folded: what is required, the answer, the bytes, and the command that repeats it. */
export function Finding(props: FindingProps) {
  const { peer, result, root, base } = props
  const { id, level, title, verdict, exchanges } = result
  const isElsewhere = peer.whose.get(id) === 'shared' && base !== undefined
  const lines = repeatLines(peer.published, [id, ...sentWith(result)])
  return (
    <li class="finding" id={findingAnchor(id)}>
      <details>
        <summary>
          <Verdict verdict={verdict} /> <strong>{id}</strong> {clean(title)} <small>{level}</small>
        </summary>
        <Facts {...props} />
        {!isElsewhere &&
          exchanges.map((exchange, at) => (
            <Wire key={at} exchange={exchange} role={peer.role} control={peer.published.target.controls[0]} />
          ))}
        <Command line={lines.join('\n')} />
      </details>
      <p class="marks">
        <span class="got">{clean(result.got)}</span> <WhoseMark {...props} />{' '}
        <span class="more">
          case <CaseLink id={id} root={root} />
        </span>
      </p>
    </li>
  )
}
