import type { CaseRecord, Suite } from '../../harness/case/case'
import type { CaseResult } from '../../harness/case/results'
import { isFinding, isScored } from '../../harness/case/verdicts'
import { clean } from '../../reports/text/clean'
import { count } from '../../reports/text/phrases'
import type { Peer } from './peers'
import { SITE_WORDS } from './role-words'
import { pathOf } from './words'

/** What a peer did in a suite, for one cell: a class for the colour, a short text with a shape, and the whole in words. */
export interface Cell {
  className: 'none' | 'met' | 'noted' | 'f1' | 'f2' | 'f3' | 'f4'
  text: string
  words: string
}

/** The shares of failed cases up to which a cell has the lighter colours. */
const LEVELS = [0.1, 0.25, 0.5] as const

/** Sums up the results of a peer in one suite: the cases that it has to answer for. */
export function cellOf(results: readonly CaseResult[]): Cell {
  const judged = results.filter(({ verdict }) => isScored(verdict)).length
  const failed = results.filter(({ verdict }) => verdict === 'fail').length
  const noted = results.filter(({ verdict }) => isFinding(verdict) && verdict !== 'fail').length
  const more = noted > 0 ? `, ${noted} contested or a warning` : ''
  if (failed > 0) {
    const level = LEVELS.findIndex((most) => failed / judged <= most)
    const className = (['f1', 'f2', 'f3', 'f4'] as const)[level < 0 ? LEVELS.length : level] as Cell['className']
    return { className, text: `✕${failed}`, words: `${failed} of ${judged} failed${more}` }
  }
  if (noted > 0) return { className: 'noted', text: `▲${noted}`, words: `none of ${judged} failed${more}` }
  if (judged > 0) return { className: 'met', text: '●', words: `${count(judged, 'case')} met` }
  return { className: 'none', text: '–', words: 'no case was judged' }
}

/** The first words of the title of a suite: a column has no room for more. */
function shortTitle(title: string): string {
  return clean(title.split(/[:,]/)[0] ?? '')
}

function Row({ peer, suites }: { peer: Peer; suites: readonly Suite<CaseRecord>[] }) {
  const { report, slug, label, name } = peer
  return (
    <tr data-slug={slug}>
      <th scope="row">
        <a href={pathOf(peer)}>{name}</a>
      </th>
      {suites.map(({ number, title }) => {
        const { className, text, words } = cellOf(report.target.cases.filter(({ suite }) => suite === number))
        return (
          <td key={number} class={className}>
            <a href={`${pathOf(peer)}#suite-${number}`} aria-label={`${label}, ${number} ${clean(title)}: ${words}`}>
              {text}
            </a>
          </td>
        )
      })}
    </tr>
  )
}

const LEGEND: readonly [Cell['className'], string, string][] = [
  ['met', '●', 'every judged case passes'],
  ['noted', '▲2', 'nothing failed; two cases are contested or a warning'],
  ['f1', '✕1', 'up to 10 % failed, and how many'],
  ['f2', '✕3', 'up to 25 %'],
  ['f3', '✕5', 'up to 50 %'],
  ['f4', '✕9', 'more'],
  ['none', '–', 'no case was judged'],
]

/** Suites × peers: a cell says how many cases of the suite failed, and leads to them. */
export function HeatMap({ peers, suites }: { peers: readonly Peer[]; suites: readonly Suite<CaseRecord>[] }) {
  const words = SITE_WORDS[peers[0]?.role ?? 'server'].one
  return (
    <>
      <ul class="legend">
        {LEGEND.map(([className, text, words]) => (
          <li key={className}>
            <span class={`cell ${className}`}>{text}</span> {words}
          </li>
        ))}
      </ul>
      <table id="heat" class="heat">
        <caption class="hidden">
          How many cases of each suite failed, for every {words}. With scripts, the arrow keys move between the cells.
        </caption>
        <thead>
          <tr>
            <td />
            {suites.map(({ number, title }) => (
              <th key={number} scope="col">
                <a href={`cases/index.html#suite-${number}`} title={clean(title)}>
                  {number} <span class="name">{shortTitle(title)}</span>
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {peers.map((peer) => (
            <Row key={peer.slug} peer={peer} suites={suites} />
          ))}
        </tbody>
      </table>
    </>
  )
}
