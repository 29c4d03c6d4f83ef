import { expect } from 'chai'
import { summarize, type TargetResult } from '../../harness/case/results'
import type { Verdict } from '../../harness/case/verdicts'
import { emptyResult } from '../../harness/run/case-result'
import { Groups } from '../../reports/groups/groups'
import { groupsPage } from '../../reports/groups/groups-page'
import { groupsText } from '../../reports/groups/groups-text'
import { caseOf } from '../harness/kit/cases'

const CAUSES = [
  { id: 'late', title: 'It is late', why: '', remedy: '', impact: 'form' as const, cases: ['1.02'] },
  { id: 'down', title: 'It <goes> down', why: '', remedy: '', impact: 'outage' as const, cases: ['1.01'] },
]

function targetOf(name: string, verdicts: Record<string, Verdict>, diagnosis?: string): TargetResult {
  const cases = Object.entries(verdicts).map(([id, verdict]) => {
    const cause = CAUSES.find((each) => each.cases.includes(id))
    return { ...emptyResult(caseOf(id), 1), verdict, cause: cause?.id ?? null, impact: cause?.impact ?? null }
  })
  const capabilities = { echo: true, subprotocols: [], permessageDeflate: false }
  const base = { name, url: '', server: null, capabilities, controls: [], summary: summarize(cases), cases }
  return diagnosis === undefined ? base : { ...base, diagnosis }
}

describe('groups of targets', () => {
  const groups = new Groups()
  for (let at = 0; at < 30; at++) groups.add(targetOf(`good ${at}`, { '1.01': 'pass', '1.02': 'pass' }))
  groups.add(targetOf('bad', { '1.01': 'fail', '1.02': 'fail' }))
  for (const port of [1, 2])
    groups.add(targetOf(`dead ${port}`, { '1.01': 'inconclusive' }, `nothing listens on ws://127.0.0.1:${port}/`))

  it('have the same verdicts; those with failures are first, those without a verdict last', () => {
    expect(groups.list().map(({ count, summary, diagnosis }) => [count, summary.fail, diagnosis])).to.deep.equal([
      [1, 2, undefined],
      [30, 0, undefined],
      [2, 0, 'nothing listens on ws://127.0.0.1:1/'],
    ])
    expect(groups.list()[1]?.names).to.have.length(20)
  })

  it('are a few lines of text, with the causes in the order of their harm', () => {
    expect(groupsText(groups, CAUSES)).to.equal(
      [
        '33 targets in 3 groups with the same verdicts',
        '',
        '      1  FAILED: 2 fails, 0 warns, 0 contested',
        '         bad',
        '         outage     It <goes> down (1)',
        '         form       It is late (1)',
        '',
        '     30  PASSED: 0 warns, 0 contested',
        '         good 0, good 1, good 2 and 27 more',
        '',
        '      2  NOT JUDGED: nothing listens on ws://127.0.0.1:1/',
        '         dead 1, dead 2',
        '',
      ].join('\n'),
    )
  })

  it('are a page without script, in which names are only text', () => {
    const page = groupsPage(groups, CAUSES)
    expect(page).to.match(/^<!doctype html>/)
    expect(page).to.include('It &lt;goes> down').and.not.include('<script')
    expect(page).to.include('and 10 more')
  })
})
