import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import type { CaseResult, Results, Verdict } from '../../../harness/case/results'
import { isNotable } from '../../../harness/case/verdicts'
import { notesOf, titlesOf } from '../../../reports/case-notes'
import { html } from '../../../reports/html'
import { resultsIn } from '../../../reports/html/embedded-results'
import { suites } from '../../../suites/server/index'
import { htmlComplaints } from '../../kit/html-complaints'
import { exchange, hostile, KEY, notes, request, result, results, target } from '../kit/results'
import { wholeRuns } from '../kit/whole-runs'

function mixed(i: number): CaseResult[] {
  const verdicts: Verdict[] = ['pass', 'fail', 'warn', 'contested', 'observed', 'skip', 'inconclusive', 'error']
  return verdicts.map((verdict, n) => result(`6.0${n + 1}`, i % 2 ? 'pass' : verdict))
}

function sizeOf(targets: number): number {
  const of = wholeRuns(targets)
  return Buffer.byteLength(html(of, { notes: notesOf(suites), suites: titlesOf(suites) }))
}

describe('reports: the page as a file', function () {
  this.timeout(60_000)

  it('is valid HTML, whatever the wire brought and with ten targets', async () => {
    const ten = results(...Array.from({ length: 10 }, (_, i) => target(`server-${i}@1`, mixed(i))))
    for (const each of [hostile(), ten, results(target('one@1', mixed(0)))])
      expect(await htmlComplaints(html(each, { notes: notes(each) }))).to.deep.equal([])
  })

  it('has at most 500 kB for one target with the whole catalogue, and 1.5 MB for ten', () => {
    expect(sizeOf(1)).to.be.within(100_000, 500_000)
    expect(sizeOf(10)).to.be.within(500_000, 1_500_000)
  })

  it('holds the bytes of findings alone where those of all cases are too long', () => {
    const [long] = wholeRuns(1).targets
    if (!long) throw new Error('no target')
    for (const each of long.cases)
      for (const one of each.exchanges)
        one.received = Buffer.concat([Buffer.from('HTTP/1.1 400 x\r\n\r\n'), randomBytes(590)]).toString('base64')
    const page = html(results(long), { notes: notesOf(suites), suites: titlesOf(suites) })
    expect(Buffer.byteLength(page)).to.be.at.most(500_000)
    const [held] = (resultsIn(page) as Results).targets
    expect(held?.kept).to.equal('findings')
    expect(page).to.include('This file holds the results, with the bytes of findings only:')
    expect(held?.cases.map(({ id, verdict }) => [id, verdict])).to.deep.equal(
      long.cases.map(({ id, verdict }) => [id, verdict]),
    )
    for (const { verdict, exchanges } of held?.cases ?? []) expect(exchanges.length > 0).to.equal(isNotable(verdict))
  })

  it('holds the bytes of findings alone where those of all cases are more than a string can hold', () => {
    const received = 'A'.repeat(26_000_000)
    const exchanges = Array.from({ length: 4 }, () => ({ ...exchange({}), received }))
    const page = html(results(target('one@1', [result('6.01', 'pass', { exchanges }), result('6.02', 'fail')])), {
      notes: new Map(),
      suites: new Map(),
    })
    const [held] = (resultsIn(page) as Results).targets
    expect(held?.kept).to.equal('findings')
    expect(held?.cases.map((each) => each.exchanges.length)).to.deep.equal([0, 1])
  })

  it('has at most 500 kB where every case fails, and then holds the bytes of the gravest alone', () => {
    const [all] = wholeRuns(1).targets
    if (!all) throw new Error('no target')
    const because = 'RFC 6455 4.2.1: "a server that finds this must not go on with the handshake"; '.repeat(5)
    const cases = all.cases.map((each) => ({ ...each, verdict: 'fail' as const, because }))
    const page = html(results({ ...all, cases }), { notes: notesOf(suites), suites: titlesOf(suites) })
    expect(Buffer.byteLength(page)).to.be.at.most(500_000)
    expect(page).to.include('This file holds the results, with the bytes of the gravest findings only:')
    const held = (resultsIn(page) as Results).targets[0]?.cases ?? []
    expect(held.map(({ id, because: why }) => [id, why])).to.deep.equal(cases.map(({ id }) => [id, because]))
    expect(held.filter(({ exchanges }) => exchanges.length > 0)).to.have.length.within(10, 20)
  })

  it('shows the bytes of the gravest findings where it has no room for all', () => {
    const long = exchange({
      sent: request(KEY),
      received: `HTTP/1.1 200 OK\r\n\r\n${'\0'.repeat(2000)}`,
    })
    const many = Array.from({ length: 90 }, (_, i) =>
      result(`6.${i + 1}`, i % 2 ? 'fail' : 'warn', { exchanges: [long] }),
    )
    const page = html(results(target('x@1', many)), { notes: new Map() })
    expect(Buffer.byteLength(page)).to.be.at.most(500_000)
    const shown = (id: string) => page.split(`<div id="${id}"`)[1]?.split('</details>')[0] ?? ''
    expect(shown('6.2')).to.contain('\\x00\\x00').and.contain('Received, 2019 bytes')
    expect(shown('6.1')).to.not.contain('\\x00')
    expect(shown('6.1')).to.contain('The bytes are in the results that this page holds')
  })
})
