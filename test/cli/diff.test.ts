import { expect } from 'chai'
import { EXIT, worstExit } from '../../cli/exit'
import { exitOf } from '../../cli/verdict'
import { type CaseResult, type Results, summarize, type TargetResult, type Verdict } from '../../harness/results'
import { diffResults } from '../../reports/difference'
import { Folder, wsspec } from './support'

function caseResult(id: string, verdict: Verdict, received = 'HTTP/1.1 400 Bad Request\r\n\r\n'): CaseResult {
  const exchange = {
    sent: '',
    received: Buffer.from(received).toString('base64'),
    sentBytes: 0,
    receivedBytes: received.length,
    ended: 'closed' as const,
    firstByteMs: 1,
    endedMs: 2,
  }
  return {
    id,
    suite: 6,
    title: `Case ${id}`,
    level: 'MUST',
    contested: false,
    source: ['RFC 6455 4.4'],
    verdict,
    expected: '',
    got: '',
    because: '',
    durationMs: 1,
    stable: true,
    known: null,
    exchanges: [exchange],
  }
}

function targetResult(cases: CaseResult[], name = 'ws@1'): TargetResult {
  return {
    name,
    url: 'ws://127.0.0.1:1/',
    server: { name: name.split('@')[0] ?? '', version: '1', language: 'JavaScript' },
    capabilities: { echo: true, subprotocols: [], permessageDeflate: false },
    controls: [],
    summary: summarize(cases),
    cases,
  }
}

function results(...targets: TargetResult[]): Results {
  const tool = { name: 'wsspec' as const, version: '0.1.0' }
  return { schemaVersion: 1, tool, command: ['run'], startedAt: null, durationMs: 0, targets }
}

const OLD = results(
  targetResult([
    caseResult('6.01', 'fail'),
    caseResult('6.02', 'pass'),
    caseResult('6.03', 'fail'),
    caseResult('6.04', 'pass'),
    caseResult('6.05', 'observed'),
    caseResult('6.06', 'fail'),
    caseResult('6.08', 'pass', 'HTTP/1.1 400 x\r\nDate: now\r\nSec-WebSocket-Accept: abc\r\n\r\n'),
  ]),
)
const NEW = results(
  targetResult(
    [
      caseResult('6.01', 'pass'),
      caseResult('6.02', 'fail'),
      caseResult('6.03', 'fail'),
      caseResult('6.05', 'observed', 'HTTP/1.1 426 Upgrade Required\r\n\r\n'),
      caseResult('6.06', 'inconclusive'),
      caseResult('6.07', 'fail'),
      caseResult('6.08', 'pass', 'HTTP/1.1 400 x\r\nDate: later\r\nSec-WebSocket-Accept: def\r\n\r\n'),
    ],
    'ws@2',
  ),
)

describe('a difference', () => {
  it('tells fixed, regressed, failing, added, gone and changed answers apart', () => {
    const difference = diffResults(OLD, NEW)
    const ids = Object.fromEntries(
      Object.entries(difference).map(([key, changes]) => [key, changes.map(({ id }: { id: string }) => id)]),
    )
    expect(ids).to.deep.equal({
      fixed: ['6.01'],
      regressed: ['6.02'],
      failing: ['6.03'],
      added: ['6.07'],
      gone: ['6.04'],
      changedBytes: ['6.05'],
    })
    expect(difference.regressed[0]).to.deep.equal({
      target: 'ws@2',
      id: '6.02',
      title: 'Case 6.02',
      old: 'pass',
      new: 'fail',
    })
  })

  it('finds targets by their server, and tells those that are gone', () => {
    const [ws, other] = [
      targetResult([caseResult('6.01', 'pass')]),
      targetResult([caseResult('6.01', 'fail')], 'other@1'),
    ]
    const swapped = diffResults(results(ws, other), results(other, ws))
    expect(swapped.regressed.concat(swapped.fixed, swapped.gone, swapped.added)).to.deep.equal([])
    expect(
      diffResults(results(ws, other), results(ws, targetResult([], 'third@1'))).gone.map(({ target }) => target),
    ).to.deep.equal(['other@1'])
  })

  it('ends with 1 on regressions only', async () => {
    const folder = new Folder()
    try {
      folder.put('old.json', OLD)
      folder.put('new.json', NEW)
      const worse = await wsspec(['diff', 'old.json', 'new.json', '--json'], { cwd: folder.path })
      expect(worse.code).to.equal(1)
      expect(Object.keys(JSON.parse(worse.stdout))).to.deep.equal([
        'fixed',
        'regressed',
        'failing',
        'added',
        'gone',
        'changedBytes',
      ])
      const better = await wsspec(['diff', 'new.json', 'new.json'], { cwd: folder.path })
      expect(better.code).to.equal(0)
      expect(better.stdout)
        .to.match(/^still failing \(3\)\n {2}6\.02/)
        .and.match(/0 cases regressed, 0 fixed\.\n$/)
    } finally {
      folder.remove()
    }
  })
})

describe('the exit code', () => {
  const terms = { strict: false, allowInconclusive: 0 }
  const of = (verdict: Verdict, more: Partial<TargetResult> = {}) => ({
    ...targetResult([caseResult('6.01', verdict)]),
    ...more,
  })

  it('follows from the verdicts', () => {
    const codes = { pass: 0, observed: 0, skip: 0, warn: 0, contested: 0, fail: 1, inconclusive: 3, error: 4 }
    for (const [verdict, code] of Object.entries(codes))
      expect(exitOf(of(verdict as Verdict), terms), verdict).to.equal(code)
    for (const verdict of ['warn', 'contested'] as const)
      expect(exitOf(of(verdict), { ...terms, strict: true })).to.equal(1)
    expect(exitOf(of('inconclusive'), { ...terms, allowInconclusive: 1 })).to.equal(0)
    expect(exitOf(of('inconclusive', { diagnosis: 'down' }), { ...terms, allowInconclusive: 1 })).to.equal(3)
  })

  it('is the first of 130, 4, 2, 1, 3, 0 when several apply', () => {
    const order = [EXIT.interrupted, EXIT.bug, EXIT.usage, EXIT.failed, EXIT.unjudged, EXIT.fine]
    for (const [index, code] of order.entries()) expect(worstExit(order.slice(index).reverse())).to.equal(code)
    expect(worstExit([])).to.equal(0)
  })
})
