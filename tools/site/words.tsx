import type { ComponentChildren } from 'preact'
import type { Impact } from '../../harness/case/cause'
import { namedClauseLink } from '../../harness/case/clause-link'
import type { Role } from '../../harness/case/role'
import type { Verdict as VerdictName } from '../../harness/case/verdicts'
import { impactMeaning } from '../../reports/model/impact-words'
import { roleWords } from '../../reports/role-words'
import { clean } from '../../reports/text/clean'
import { SHAPES } from '../../reports/verdict-words'
import type { Peer } from './peers'
import { SITE_WORDS } from './role-words'

/** A verdict with its shape: `✕ fail`. */
export function Verdict({ verdict, children }: { verdict: VerdictName; children?: ComponentChildren }) {
  return (
    <b class={`v ${verdict}`}>
      <i aria-hidden="true">{SHAPES[verdict]}</i> {children ?? verdict}
    </b>
  )
}

/** An impact as a chip. Its meaning appears where a pointer rests on it. */
export function ImpactChip({
  impact,
  role = 'server',
  children,
}: {
  impact: Impact
  role?: Role
  children?: ComponentChildren
}) {
  return (
    <span class={`chip i-${impact}`} title={impactMeaning(impact, roleWords({ role }))}>
      {impact}
      {children}
    </span>
  )
}

/** The path of the page of a peer from the root of its part of the site. */
export function pathOf({ slug, role }: Pick<Peer, 'slug' | 'role'>): string {
  return `${SITE_WORDS[role].folder}${slug}.html`
}

/** A link to the page of a peer. `root` is the way to the root of the site. */
export function PeerLink({ peer, root, hash = '' }: { peer: Peer; root: string; hash?: string }) {
  return <a href={`${root}${pathOf(peer)}${hash}`}>{peer.label}</a>
}

/** A link to the page of a case. */
export function CaseLink({ id, root }: { id: string; root: string }) {
  return (
    <a class="id" href={`${root}cases/${id}.html`}>
      {id}
    </a>
  )
}

/** Links to the pages of cases, with spaces between them. */
export function CaseLinks({ ids, root }: { ids: readonly string[]; root: string }) {
  return (
    <>
      {ids.map((id, at) => (
        <>
          {at > 0 && ' '}
          <CaseLink id={id} root={root} />
        </>
      ))}
    </>
  )
}

/** Clauses as results name them (`RFC 6455 4.2.2`), each with a link to its text. */
export function Clauses({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name, at) => {
        const { url } = namedClauseLink(name)
        return (
          <>
            {at > 0 && ', '}
            {url === '' ? clean(name) : <a href={url}>{clean(name)}</a>}
          </>
        )
      })}
    </>
  )
}

/** A line for a shell, with a button that copies it where scripts run. */
export function Command({ line }: { line: string }) {
  return (
    <div class="command">
      <pre>
        <code>{line}</code>
      </pre>
    </div>
  )
}

/** `85 %`, rounded down, so that 100 % means all; `–` where none was judged. */
export function percent(met: number, judged: number): string {
  return judged === 0 ? '–' : `${Math.floor((100 * met) / judged)} %`
}
