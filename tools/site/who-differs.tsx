import { isFinding, isNotable, type Verdict as VerdictName } from '../../harness/case/verdicts'
import { groupBy } from '../../reports/model/group-by'
import { clean } from '../../reports/text/clean'
import { clipped } from '../../reports/text/phrases'
import { findingAnchor } from './finding'
import type { Answer, SiteCase, SiteData } from './site-data'
import { PeerLink, Verdict } from './words'

/** The verdicts in the order of the page. */
const ORDER: readonly VerdictName[] = ['error', 'fail', 'contested', 'warn', 'inconclusive', 'observed', 'pass', 'skip']

/** The longest answer in a table, in characters. */
const LONGEST = 200

/** True for a verdict whose answers are shown. For the others the names are enough. */
function isListed(verdict: VerdictName): boolean {
  return isNotable(verdict) || verdict === 'observed'
}

/** A link to a peer: to the finding on its page, where there is one. */
function Name({ answer: { peer, result }, root }: { answer: Answer; root: string }) {
  const hash = isFinding(result.verdict) && peer.kind !== 'hop' ? `#${findingAnchor(result.id)}` : ''
  return <PeerLink peer={peer} root={root} hash={hash} />
}

function Names({ answers, root }: { answers: readonly Answer[]; root: string }) {
  return (
    <>
      {answers.map((answer, at) => (
        <>
          {at > 0 && ', '}
          <Name key={answer.peer.slug} answer={answer} root={root} />
        </>
      ))}
    </>
  )
}

/** What a reader must know about a finding besides its verdict. */
function noteOf({ peer, result }: Answer): string {
  const whose = peer.whose.get(result.id)
  if (whose === 'program') return 'test program'
  if (whose === 'stack') return `${clean(peer.published.manifest.stack ?? '')} decides`
  return result.stable ? '' : 'the two runs differ'
}

function GroupRow({ group, root }: { group: readonly Answer[]; root: string }) {
  const [first] = group
  if (!first) return null
  const { verdict, got, because } = first.result
  const note = noteOf(first)
  return (
    <tr>
      <td>
        <Names answers={group} root={root} />
      </td>
      <td>
        <Verdict verdict={verdict} />
        {note !== '' && <small> {note}</small>}
      </td>
      <td>{clean(clipped(verdict === 'inconclusive' ? because : got, LONGEST))}</td>
    </tr>
  )
}

/** Servers with one core, the same verdict and the same answer share a row. */
function keyOf(answer: Answer): string {
  const { peer, result } = answer
  return JSON.stringify([peer.published.manifest.core, result.got, noteOf(answer)])
}

function Others({ of: { answers }, root }: { of: SiteCase; root: string }) {
  return (
    <>
      {ORDER.filter((verdict) => !isListed(verdict)).map((verdict) => {
        const found = answers.filter(({ result }) => result.verdict === verdict)
        if (found.length === 0) return null
        return (
          <p key={verdict}>
            <Verdict verdict={verdict}>
              {found.length} {verdict}
            </Verdict>
            : <Names answers={found} root={root} />.
          </p>
        )
      })}
    </>
  )
}

/** The hops with which the server after them has another verdict than without. */
function Hops({ of: { answers, hopAnswers }, data, root }: { of: SiteCase; data: SiteData; root: string }) {
  const without = ({ peer }: Answer) => answers.find(({ peer: each }) => each.published === peer.base)
  const changed = hopAnswers.filter((answer) => {
    const before = without(answer)
    return before !== undefined && before.result.verdict !== answer.result.verdict
  })
  if (changed.length === 0) return null
  const base = data.peers.find(({ published }) => published === changed[0]?.peer.base)
  return (
    <>
      <p>With these hops in front of it, {base?.label ?? `the ${data.words.one}`} has another verdict:</p>
      <ul class="plain">
        {changed.map((answer) => (
          <li key={answer.peer.slug}>
            <PeerLink peer={answer.peer} root={root} />: <Verdict verdict={without(answer)?.result.verdict ?? 'skip'} />{' '}
            → <Verdict verdict={answer.result.verdict} />, {clean(clipped(answer.result.got, LONGEST))}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Every server's answer in a case, the findings first, then the names of those that pass or skip it. */
export function WhoDiffers({ of, data, root }: { of: SiteCase; data: SiteData; root: string }) {
  const rows = ORDER.filter(isListed).flatMap((verdict) => {
    const found = of.answers.filter(({ result }) => result.verdict === verdict)
    return [...groupBy(found, keyOf).values()].toSorted((a, b) => b.length - a.length)
  })
  return (
    <>
      {rows.length > 0 && (
        <table class="who stack">
          <thead>
            <tr>
              <th scope="col">{data.words.One}</th>
              <th scope="col">Verdict</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((group) => (
              <GroupRow key={group[0]?.peer.slug} group={group} root={root} />
            ))}
          </tbody>
        </table>
      )}
      <Others of={of} root={root} />
      <Hops of={of} data={data} root={root} />
    </>
  )
}
