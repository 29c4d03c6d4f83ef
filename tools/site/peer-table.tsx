import { IMPACTS, type Impact } from '../../harness/case/cause'
import type { TargetReport } from '../../reports/model/target-report'
import { clean } from '../../reports/text/clean'
import type { Peer } from './peers'
import type { SiteWords } from './role-words'
import { newestState } from './versions'
import { ImpactChip, pathOf, percent } from './words'

/** The impacts of a report's causes, the gravest first, each with how many causes have it. */
export function impactsOf({ causes }: TargetReport): [Impact, number][] {
  return IMPACTS.flatMap((impact): [Impact, number][] => {
    const { length } = causes.filter((each) => each.impact === impact)
    return length > 0 ? [[impact, length]] : []
  })
}

/** How much of a level a peer met, in percent; null where that says nothing: a hop was run in front of a server. */
export function shareOf({ kind, report }: Peer, level: 'MUST' | 'SHOULD'): number | null {
  const score = report.scores.find((each) => each.level === level)
  if (kind === 'hop' || score === undefined || score.judged === 0) return null
  return Math.floor((100 * score.met) / score.judged)
}

interface Column {
  label: string
  /** How a column is sorted when it is chosen first; absent where it is not sorted. */
  sort?: 'up' | 'down'
  number?: true
  title?: string
}

const KIND: Column = { label: 'Kind', sort: 'up' }

const COLUMNS: readonly Column[] = [
  { label: 'Language', sort: 'up' },
  KIND,
  { label: 'Built on', sort: 'up' },
  { label: 'MUST', sort: 'up', number: true, title: 'Share of the judged MUST cases that pass' },
  { label: 'SHOULD', sort: 'up', number: true, title: 'Share of the judged SHOULD cases that pass' },
  { label: 'Causes', sort: 'down', number: true, title: 'How many causes its failed cases have' },
  { label: 'Impact of the causes' },
  { label: 'Newest version', sort: 'up' },
]

function Share({ peer, level }: { peer: Peer; level: 'MUST' | 'SHOULD' }) {
  const score = peer.report.scores.find((each) => each.level === level)
  const share = shareOf(peer, level)
  return (
    <td class={share === null ? 'number usual' : 'number'} data-label={level} data-sort={share ?? -1}>
      {share === null || score === undefined ? (
        '–'
      ) : (
        <span title={`${score.met} of ${score.judged} judged cases`}>{percent(score.met, score.judged)}</span>
      )}
    </td>
  )
}

/** True where not all peers are of one kind: clients are. */
function hasKinds(peers: readonly Peer[]): boolean {
  return new Set(peers.map(({ kind }) => kind)).size > 1
}

/** What a peer is built on, with a link where that has a page. */
function BuiltOn({ peer, peers }: { peer: Peer; peers: readonly Peer[] }) {
  const { manifest, name } = peer.published
  const core = manifest.core === name ? '' : clean(manifest.core)
  const slug = peers.find((each) => each.published.name === manifest.core)?.slug
  return (
    <td data-label="Built on" class={core === '' ? 'empty' : ''}>
      {core === '' || slug === undefined ? core : <a href={pathOf({ slug, role: peer.role })}>{core}</a>}
    </td>
  )
}

function Row({ peer, peers }: { peer: Peer; peers: readonly Peer[] }) {
  const { published, report, kind, slug, name } = peer
  const { manifest } = published
  const impacts = impactsOf(report)
  const newest = newestState(peer)
  return (
    <tr
      data-slug={slug}
      data-language={clean(manifest.language)}
      data-kind={kind}
      data-core={clean(manifest.core)}
      data-impacts={impacts.map(([impact]) => impact).join(' ')}
    >
      <td class="pick">
        <input type="checkbox" value={slug} aria-label={`Compare ${peer.label}`} />
      </td>
      <th scope="row" data-sort={name.toLowerCase()}>
        <a href={pathOf(peer)}>{name}</a> <span class="dim">{clean(published.version)}</span>
      </th>
      <td>{clean(manifest.language)}</td>
      {hasKinds(peers) && <td class={kind === 'hop' ? '' : 'usual'}>{kind}</td>}
      <BuiltOn peer={peer} peers={peers} />
      <Share peer={peer} level="MUST" />
      <Share peer={peer} level="SHOULD" />
      <td class="number" data-label="Causes">
        {report.causes.length}
      </td>
      <td class="impacts">
        {impacts.length === 0 ? (
          <span class="dim">none</span>
        ) : (
          impacts.map(([impact, number]) => (
            <>
              <ImpactChip impact={impact} role={peer.role}>
                {' '}
                {number}
              </ImpactChip>{' '}
            </>
          ))
        )}
      </td>
      <td class={newest.isOlder ? 'older' : 'dim usual'}>{newest.text}</td>
    </tr>
  )
}

/** The orders in which a narrow window, which shows no headings, can have the table. */
function Sorts({ columns }: { columns: readonly Column[] }) {
  return (
    <div class="sorts">
      <label for="sort">Sort by</label>
      <select id="sort">
        {columns.map(({ label, sort }, at) => sort && <option value={String(at)}>{label}</option>)}
      </select>
    </div>
  )
}

function Options({ name, label, values }: { name: string; label: string; values: readonly string[] }) {
  return (
    <label>
      {label}{' '}
      <select name={name}>
        <option value="">all</option>
        {[...new Set(values)].sort().map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </label>
  )
}

/** The form that narrows the table and the map; it is shown where scripts run. */
function Filters({ peers, columns }: { peers: readonly Peer[]; columns: readonly Column[] }) {
  const impacts = new Set(peers.flatMap(({ report }) => impactsOf(report).map(([impact]) => impact)))
  const cores = peers.map(({ published }) => clean(published.manifest.core))
  const shared = cores.filter((core, at) => cores.indexOf(core) !== at)
  return (
    <form id="filters" hidden>
      <label class="grow">
        Filter <input type="search" name="q" placeholder="name, language, core" />
      </label>
      <button type="button" id="more" aria-expanded="false">
        Options
      </button>
      <Sorts columns={columns} />
      <Options
        name="language"
        label="Language"
        values={peers.map(({ published }) => clean(published.manifest.language))}
      />
      {hasKinds(peers) && <Options name="kind" label="Kind" values={peers.map(({ kind }) => kind)} />}
      <Options name="core" label="Core" values={shared} />
      <fieldset>
        <legend>Has a cause of</legend>
        {IMPACTS.filter((impact) => impacts.has(impact)).map((impact) => (
          <label key={impact} class={`chip i-${impact}`}>
            <input type="checkbox" name="impact" value={impact} /> {impact}
          </label>
        ))}
      </fieldset>
      <button type="reset">Show all</button>
      <output id="shown" />
    </form>
  )
}

/** The table of everything that was tested. It is complete without scripts, which sort and narrow it. */
export function PeerTable({ peers, words }: { peers: readonly Peer[]; words: SiteWords }) {
  const own: Column = { label: words.One, sort: 'up' }
  const columns = [own, ...COLUMNS].filter((column) => column !== KIND || hasKinds(peers))
  return (
    <>
      <Filters peers={peers} columns={columns} />
      <table id="peers" class="cards">
        <caption class="hidden">
          Every {words.one}
          {words.one === 'server' && ' and hop'}: language, kind, what it is built on, the share of the requirements
          that it meets, and the causes of its failed cases
        </caption>
        <thead>
          <tr>
            <th scope="col" class="pick">
              <span class="hidden">Compare</span>
            </th>
            {columns.map(({ label, sort, number, title }) => (
              <th
                key={label}
                scope="col"
                class={number ? 'number' : ''}
                data-order={sort}
                title={title}
                aria-sort={label === words.One ? 'ascending' : undefined}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {peers.map((peer) => (
            <Row key={peer.slug} peer={peer} peers={peers} />
          ))}
        </tbody>
      </table>
      <div id="picked" hidden>
        <p>
          <span id="picked-names" role="status" />
        </p>
        <a id="compare" class="button" href="compare.html">
          Compare
        </a>
        <button type="button" id="unpick">
          Clear
        </button>
      </div>
    </>
  )
}
