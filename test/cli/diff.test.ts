import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect } from 'chai'
import { EXIT, exitOf, worstExit } from '../../cli/exit-codes'
import { type CaseResult, type Results, summarize, type TargetResult, type Verdict } from '../../harness/case/results'
import { diffResults } from '../../reports/diff/difference'
import { ROOT } from '../kit/checkout'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

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
    caseResult(
      '6.08',
      'pass',
      'HTTP/1.1 400 x\r\nDate: Tue, 15 Nov 1994 08:12:31 GMT\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
    ),
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
      caseResult(
        '6.08',
        'pass',
        'HTTP/1.1 400 x\r\nDate: Wed, 16 Nov 1994 08:12:31 GMT\r\nSec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n\r\n',
      ),
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
      gone: ['6.06', '6.04'],
      changedBytes: ['6.05'],
    })
    expect(difference.regressed[0]).to.deep.equal({
      target: 'ws@2',
      id: '6.02',
      title: 'Case 6.02',
      level: 'MUST',
      old: 'pass',
      new: 'fail',
      was: '',
      got: '',
    })
  })

  it('puts every step of a verdict where it belongs', () => {
    const steps: readonly [Verdict, Verdict, string | null][] = [
      ['pass', 'fail', 'regressed'],
      ['observed', 'fail', 'regressed'],
      ['warn', 'fail', 'regressed'],
      ['pass', 'warn', 'regressed'],
      ['observed', 'contested', 'regressed'],
      ['fail', 'warn', 'fixed'],
      ['contested', 'observed', 'fixed'],
      ['fail', 'fail', 'failing'],
      ['pass', 'observed', null],
      ['warn', 'contested', null],
      ['fail', 'inconclusive', 'gone'],
      ['pass', 'skip', 'gone'],
      ['pass', 'error', 'gone'],
      ['inconclusive', 'fail', 'added'],
      ['skip', 'pass', 'added'],
      ['skip', 'inconclusive', null],
    ]
    for (const [old, now, list] of steps) {
      const difference = diffResults(
        results(targetResult([caseResult('6.01', old)])),
        results(targetResult([caseResult('6.01', now)])),
      )
      const lists = Object.entries(difference).filter(([, changes]) => changes.length > 0)
      expect(
        lists.map(([name]) => name),
        `${old} → ${now}`,
      ).to.deep.equal(list === null ? [] : [list])
    }
  })

  it('counts what is known to fail as failing, not as regressed', () => {
    const known = { ...caseResult('6.01', 'fail'), known: { reason: 'issue 7' } }
    const difference = diffResults(results(targetResult([caseResult('6.01', 'pass')])), results(targetResult([known])))
    expect([difference.regressed.length, difference.failing.length]).to.deep.equal([0, 1])
  })

  it('tells what a target can do otherwise, and only where something changed', () => {
    const [before, after] = [targetResult([]), targetResult([], 'ws@2')]
    after.capabilities = { echo: false, subprotocols: ['chat'], permessageDeflate: false }
    expect(diffResults(results(before), results(after)).capabilities).to.deep.equal([
      { target: 'ws@2', capability: 'echo', old: 'yes', new: 'no' },
      { target: 'ws@2', capability: 'subprotocols', old: 'none', new: 'chat' },
    ])
    expect(diffResults(results(after), results({ ...before, diagnosis: 'down' })).capabilities).to.equal(undefined)
  })

  it('matches the exact name before another version, and each target once', () => {
    const named = (name: string, verdict: Verdict) => targetResult([caseResult('6.01', verdict)], name)
    const old = results(named('ws@1', 'fail'), named('ws@2', 'pass'))
    const now = results(named('ws@2', 'pass'), named('ws@3', 'pass'))
    expect(diffResults(old, now).fixed.map(({ target }) => target)).to.deep.equal(['ws@3'])
    const twice = results(named('ws@1', 'fail'), named('ws@1', 'pass'))
    expect(diffResults(twice, twice).fixed).to.deep.equal([])
    const url = (port: number, path: string, verdict: Verdict): TargetResult => {
      const at = `ws://127.0.0.1:${port}/${path}`
      return { ...named(at, verdict), url: at, server: null }
    }
    const elsewhere = diffResults(
      results(url(1, 'a', 'pass'), url(1, 'b', 'fail')),
      results(url(2, 'b', 'fail'), url(2, 'a', 'pass')),
    )
    expect([elsewhere.regressed, elsewhere.fixed, elsewhere.gone]).to.deep.equal([[], [], []])
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
      const schema = JSON.parse(readFileSync(join(ROOT, 'docs', 'diff.schema.json'), 'utf8'))
      const valid = new Ajv({ allowUnionTypes: true }).compile(schema)
      expect(valid(JSON.parse(worse.stdout)), JSON.stringify(valid.errors)).to.equal(true)
      expect(Object.keys(JSON.parse(worse.stdout))).to.deep.equal([
        'fixed',
        'regressed',
        'failing',
        'added',
        'gone',
        'changedBytes',
      ])
      for (const flags of [
        ['--json', '--html', '-'],
        ['--markdown', '-', '--html', '-'],
      ])
        expect((await wsspec(['diff', 'old.json', 'new.json', ...flags], { cwd: folder.path })).code).to.equal(2)
      const unwritten = await wsspec(['diff', 'new.json', 'new.json', '--html', 'no/x.html'], { cwd: folder.path })
      expect([unwritten.code, unwritten.stderr]).to.deep.equal([
        2,
        'wsspec: --html no/x.html: cannot write ' +
          join(folder.path, 'no/x.html') +
          ': there is no folder ' +
          join(folder.path, 'no') +
          '\n',
      ])
      const documents = ['--markdown', 'd.md', '--html', 'd.html']
      const told = await wsspec(['diff', 'old.json', 'new.json', ...documents], { cwd: folder.path })
      expect(told.stdout).to.match(/^Regressed \(1\)\n {2}6\.02 {3}✕ pass → fail {2}MUST {2}Case 6\.02\n/)
      for (const file of ['d.md', 'd.html'])
        expect(readFileSync(join(folder.path, file), 'utf8'))
          .to.include('pass → fail')
          .and.include('1 case regressed, 1 fixed')
      folder.put(
        'down.json',
        results({ ...targetResult([caseResult('6.01', 'inconclusive')]), diagnosis: 'nobody listens' }),
      )
      const down = await wsspec(['diff', 'old.json', 'down.json'], { cwd: folder.path })
      expect([down.code, down.stderr]).to.deep.equal([
        3,
        'wsspec: ws@1 could not be judged in the new results: nobody listens\n',
      ])
      const better = await wsspec(['diff', 'new.json', 'new.json'], { cwd: folder.path })
      expect(better.code).to.equal(0)
      expect(better.stdout)
        .to.match(/^Still failing \(3\)\n {2}6\.02 {3}✕ fail {2}MUST/)
        .and.match(/0 cases regressed, 0 fixed, 3 still failing\.\n$/)
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
