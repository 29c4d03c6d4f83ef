import { roleOf } from '../../harness/case/results'
import type { CauseGroup } from '../../reports/model/cause-group'
import { clean } from '../../reports/text/clean'
import { count, listed } from '../../reports/text/phrases'
import { counts } from '../../reports/verdict-words'
import { FOLDERS } from '../gallery/gallery'
import { nameOf } from '../gallery/names'
import { repeatLines } from '../gallery/repeat-lines'
import { BaseLink, type PartProps } from './base-link'
import { CaseMap } from './case-map'
import type { SitePage } from './layout'
import { rootOf } from './layout'
import { CauseSection, HopSections, OtherFindings, ProgramFindings, Rest } from './peer-findings'
import type { Peer } from './peers'
import type { SiteData } from './site-data'
import { VersionLine } from './versions'
import { Command, ImpactChip, pathOf, percent } from './words'

function About(props: PartProps) {
  const { peer, data, root } = props
  const { manifest, name } = peer.published
  const isBuiltOn = manifest.core !== name
  const history = data.histories.find((each) => each.name === name)
  return (
    <>
      <p class="facts">
        {clean(manifest.language)}
        {peer.kind === 'hop' && ', a hop, run in front of ws'}
        {isBuiltOn && (
          <>
            , built on <BaseLink {...props} />
          </>
        )}
        {manifest.stack !== undefined && `, HTTP is read by ${clean(manifest.stack)}`}. Licence{' '}
        {clean(manifest.licence)}. <a href={manifest.homepage}>Homepage</a>,{' '}
        <a href={`${data.repository}/tree/main/${peer.role}s-under-test/${encodeURIComponent(name)}`}>test program</a>,{' '}
        <a
          href={`${data.repository}/blob/main/docs/results/${FOLDERS[peer.role].usual}/${encodeURIComponent(name)}.json`}
        >
          results as JSON
        </a>
        {history && (
          <>
            , <a href={`${root}versions/${history.slug}.html`}>by version</a>
          </>
        )}
        , <a href={`${root}compare.html#${peer.slug}`}>compare</a>.
      </p>
      {manifest.about !== undefined && <p>{clean(manifest.about)}</p>}
    </>
  )
}

/** Whose the findings are, in a sentence. */
function whoseWords({ peer }: PartProps): string {
  const shown = new Set(peer.published.target.cases.map(({ id }) => id))
  const number = (whose: string) => [...peer.whose].filter(([id, each]) => each === whose && shown.has(id)).length
  const base = peer.base ? clean(nameOf(peer.base)) : ''
  const kinds: [number, string][] = [
    [number('own'), 'its own'],
    [number('shared'), peer.kind === 'hop' ? `there without the hop` : `the same as ${base}'s`],
    [number('stack'), `decided by ${clean(peer.published.manifest.stack ?? '')}`],
    [number('program'), 'decided by the small test program'],
  ]
  const words = kinds.filter(([all]) => all > 0).map(([all, text]) => `${all} ${text}`)
  return words.length === 0 ? 'No findings.' : `${count(peer.whose.size, 'finding')}: ${listed(words)}.`
}

function VerdictBox(props: PartProps) {
  const { peer } = props
  const { report } = peer
  const { verdict, scores } = report
  const failed = verdict.word === 'FAILED'
  return (
    <div class={`verdict ${failed ? 'bad' : 'good'}`}>
      <p class="line">
        <strong>
          <i aria-hidden="true">{failed ? '✕' : '●'}</i> {verdict.word}
        </strong>
        : {verdict.text}
      </p>
      {peer.kind !== 'hop' && (
        <ul class="scores">
          {scores
            .filter(({ judged }) => judged > 0)
            .map(({ level, met, judged }) => (
              <li key={level}>
                <strong>{percent(met, judged)}</strong> of {level} cases ({met} of {judged})
              </li>
            ))}
        </ul>
      )}
      <p>{whoseWords(props)}</p>
      <p class="dim">
        {counts(report.target.summary)
          .map(({ text }) => text)
          .join(', ')}
        . {abilities(peer)}
      </p>
    </div>
  )
}

function abilities({ published }: Peer): string {
  const { echo, subprotocols, permessageDeflate } = published.target.capabilities
  if (roleOf(published.target) === 'client')
    return `It ${permessageDeflate ? 'offers' : 'does not offer'} permessage-deflate.`
  const names = subprotocols.length > 0 ? listed(subprotocols.map(clean)) : 'none'
  return `Found in this run: ${echo ? 'echo' : 'no echo'}; subprotocols: ${names}; permessage-deflate: ${permessageDeflate ? 'yes' : 'no'}.`
}

function FixFirst({ causes }: { causes: readonly CauseGroup[] }) {
  return (
    <section aria-labelledby="first">
      <h2 id="first">Fix first</h2>
      {causes.length === 0 ? (
        <p>No case failed.</p>
      ) : (
        <ol class="causes">
          {causes.map(({ id, title, impact, findings }) => (
            <li key={id}>
              {impact && <ImpactChip impact={impact} />} <a href={`#cause-${id ?? 'none'}`}>{clean(title)}</a>{' '}
              <span class="dim">{findings.length}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** The ids of the findings that the page of a peer shows with their answers. */
function shownIds({ whose, kind }: Peer): Set<string> {
  return new Set([...whose].filter(([, each]) => kind !== 'hop' || each !== 'shared').map(([id]) => id))
}

/** The findings that are not counted, each with the reason. */
function notCounted({ whose, kind }: Peer): Map<string, string> {
  return new Map(
    [...whose].flatMap(([id, each]): [string, string][] => {
      if (each === 'program') return [[id, 'decided by the test program']]
      return each === 'shared' && kind === 'hop' ? [[id, 'there without the hop']] : []
    }),
  )
}

/** The page of a server or hop: its verdict, then its causes in the order of harm, each with its findings. */
export function peerPage(peer: Peer, data: SiteData): SitePage {
  const path = pathOf(peer)
  const root = rootOf(path)
  const props = { peer, data, root }
  const { report, published } = peer
  const titles = new Map(data.cases.map(({ entry: { suite } }) => [suite.number, suite.title]))
  return {
    path,
    title: `${peer.label}: WebSocket opening handshake`,
    description: `${peer.label} ${report.verdict.word}: ${report.verdict.text}`,
    content: (
      <>
        <h1>{peer.label}</h1>
        <About {...props} />
        <VersionLine peer={peer} upstream={data.upstream} />
        <VerdictBox {...props} />
        <div class="two">
          <FixFirst causes={report.causes} />
          <section aria-labelledby="all">
            <h2 id="all">Every case</h2>
            <CaseMap
              cases={published.target.cases}
              titles={titles}
              root={root}
              shown={shownIds(peer)}
              notCounted={notCounted(peer)}
            />
          </section>
        </div>
        {report.causes.length > 0 && <h2 id="causes">Causes, the gravest harm first</h2>}
        {report.causes.map((group) => (
          <CauseSection key={group.id} {...props} group={group} />
        ))}
        <OtherFindings
          {...props}
          heading="Contested"
          words="Two clauses disagree. Each finding gives both readings."
          groups={report.contested}
        />
        <OtherFindings {...props} heading="Warnings" words="A SHOULD is not met." groups={report.warnings} />
        <ProgramFindings {...props} />
        <HopSections {...props} />
        <Rest {...props} />
        <h2>Run it again</h2>
        <Command line={repeatLines(published).join('\n')} />
      </>
    ),
  }
}
