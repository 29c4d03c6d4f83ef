import { expect } from 'chai'
import { extensionsSuite } from '../../suites/server/09-extensions'
import { caseOf } from './kit/cases'
import { agreeing, DEFLATE, derivedFrom, offered, UNKNOWN } from './kit/extensions'
import { type Circumstances, derived, judged, verdict } from './kit/judged'
import { evidence, observation, refusal, switching, VARS } from './kit/observations'
import { ids, itContestsByRows, itGivesNoVerdictUnderLoad, itIsComplete } from './kit/suite'

const REFUSED = refusal(400)
const BROKEN = refusal(500)
const BUSY = refusal(503)
const CLOSED: Circumstances = { over: { ended: 'closed' } }
const SILENT: Circumstances = { over: { ended: 'timeout', endedMs: 10_000 } }

describe('suite 9', () => {
  itIsComplete(extensionsSuite, ids(9, 25))
  itGivesNoVerdictUnderLoad(extensionsSuite)
  itContestsByRows(extensionsSuite)
})

describe('suite 9 sends', () => {
  it('the offers that the cases name', () => {
    expect(offered('9.01')).to.deep.equal([])
    expect(offered('9.02')).to.deep.equal([UNKNOWN])
    expect(offered('9.04', 'one line')).to.deep.equal([`${UNKNOWN}, ${DEFLATE}`])
    expect(offered('9.04', 'two lines')).to.deep.equal([UNKNOWN, DEFLATE])
    expect(offered('9.08')).to.deep.equal([''])
    expect(offered('9.09', 'in the middle')).to.deep.equal([`${DEFLATE},,${UNKNOWN}`])
    expect(offered('9.22')).to.deep.equal([`${UNKNOWN}; y=", ${DEFLATE}; client_max_window_bits, "`])
  })

  it('500 different names in less than 6 KB', () => {
    const [value = ''] = offered('9.16')
    expect(new Set(value.split(', '))).to.have.lengthOf(500)
    expect(value.length).to.be.below(6000)
  })

  it('a quoted string that is never closed', () => {
    for (const pairs of [500, 1000, 2000, 3500])
      expect(offered('9.17', `${pairs} pairs`)).to.deep.equal([`a; b="${'\\c'.repeat(pairs)}`])
  })
})

describe('suite 9 judges', () => {
  it('9.01: any field line fails, even an empty one', () => {
    expect(verdict('9.01', switching())).to.equal('pass')
    expect(verdict('9.01', agreeing(''))).to.equal('fail')
    expect(verdict('9.01', agreeing(DEFLATE))).to.equal('fail')
  })

  it('9.02 and 9.03: an unknown extension fails and a refusal warns', () => {
    expect(verdict('9.02', switching())).to.equal('pass')
    expect(verdict('9.02', agreeing(UNKNOWN))).to.equal('fail')
    for (const answer of [REFUSED, BROKEN]) expect(verdict('9.02', answer)).to.equal('warn')
    expect(verdict('9.02', '', CLOSED)).to.equal('warn')
    expect(verdict('9.03', agreeing(DEFLATE))).to.equal('pass')
    expect(verdict('9.03', agreeing(`${UNKNOWN}, ${DEFLATE}`))).to.equal('fail')
    expect(verdict('9.03', agreeing('x-other'))).to.equal('fail')
  })

  it('9.04: two field lines by the answer to one', () => {
    const compared = (one: string, two: string, more: Circumstances = {}) =>
      verdict('9.04', two, { twins: { 'one line': one }, ...more })
    expect(compared(agreeing(DEFLATE), agreeing(DEFLATE))).to.equal('pass')
    expect(compared(switching(), switching())).to.equal('pass')
    expect(compared(agreeing(DEFLATE), switching())).to.equal('fail')
    expect(compared(switching(), agreeing(DEFLATE))).to.equal('observed')
    expect(compared(agreeing(DEFLATE), REFUSED)).to.equal('fail')
    expect(compared(agreeing(DEFLATE), '', CLOSED)).to.equal('warn')
    expect(compared(agreeing(DEFLATE), agreeing(UNKNOWN))).to.equal('fail')
    expect(compared(REFUSED, REFUSED)).to.equal('skip')
    expect(compared(BUSY, REFUSED)).to.equal('inconclusive')
  })

  it('9.05: a refused quoted value fails only if the token is accepted', () => {
    const compared = (one: string, two: string) => verdict('9.05', two, { twins: { 'bar=baz': one } })
    expect(compared(switching(), switching())).to.equal('pass')
    expect(compared(switching(), REFUSED)).to.equal('fail')
    expect(compared(REFUSED, REFUSED)).to.equal('warn')
    expect(compared(switching(), agreeing(UNKNOWN))).to.equal('fail')
  })

  for (const [id, part] of [
    ['9.06', '"a b"'],
    ['9.07', 'permessage-deflate;'],
    ['9.08', 'empty'],
    ['9.22', 'inside the quotes'],
  ] as const)
    it(`${id}: a 101 that ignores the malformed offer is contested, and one that agrees to it fails`, () => {
      expect(verdict(id, REFUSED, { part })).to.equal('pass')
      expect(verdict(id, '', { part, ...CLOSED })).to.equal('pass')
      expect(verdict(id, switching(), { part })).to.equal('contested')
      expect(verdict(id, agreeing(''), { part })).to.equal('contested')
      expect(verdict(id, BROKEN, { part })).to.equal('warn')
      expect(verdict(id, '', { part, ...SILENT })).to.equal('warn')
      for (const value of [DEFLATE, 'foo', ';']) expect(verdict(id, agreeing(value), { part }), value).to.equal('fail')
    })

  for (const [id, part] of [
    ['9.06', '"a b"'],
    ['9.07', 'permessage-deflate;'],
    ['9.07', 'foo bar'],
    ['9.22', 'inside the quotes'],
  ] as const)
    it(`${id} (${part}): a 101 fails where the target negotiates permessage-deflate`, () => {
      const capabilities = { echo: true, subprotocols: [], permessageDeflate: true }
      const answer = (received: string) => judged(id, received, { part, context: { capabilities } })
      expect(answer(switching())).to.include({ verdict: 'fail' })
      expect(answer(switching()).blame).to.deep.equal({ cause: 'malformed-extensions-accepted', impact: 'lax' })
      expect(answer(switching()).expected).to.include('from a target that negotiates none, every other 101 fails')
      expect(answer(switching()).because).to.match(/^RFC 6455 9\.1.*MUST immediately _Fail/)
      expect(answer(switching()).because.includes('RFC 9110 5.6.6')).to.equal(part === 'permessage-deflate;')
      expect(answer(REFUSED).verdict).to.equal('pass')
      const agreed = answer(agreeing(DEFLATE))
      expect(agreed.verdict).to.equal('fail')
      expect(agreed.blame?.impact).to.equal(id === '9.22' ? 'interop' : 'lax')
    })

  it('9.08: a list without an element stays contested', () => {
    const capabilities = { echo: true, subprotocols: [], permessageDeflate: true }
    for (const part of ['empty', ','])
      expect(verdict('9.08', switching(), { part, context: { capabilities } }), part).to.equal('contested')
  })

  it('9.23 and 9.24: a lost permessage-deflate fails, and so does a refusal', () => {
    for (const [id, twin] of [
      ['9.23', 'one line'],
      ['9.24', 'bar=baz'],
    ] as const) {
      const compared = (one: string, two: string) => verdict(id, two, { twins: { [twin]: one } })
      expect(compared(agreeing(DEFLATE), agreeing(DEFLATE)), id).to.equal('pass')
      expect(compared(switching(), switching()), id).to.equal('pass')
      expect(compared(agreeing(DEFLATE), switching()), id).to.equal('fail')
      expect(compared(switching(), REFUSED), id).to.equal('fail')
      expect(compared(REFUSED, REFUSED), id).to.equal('skip')
    }
    expect(offered('9.23', 'two lines')).to.deep.equal([DEFLATE, UNKNOWN])
    expect(offered('9.24', 'bar="b\\az"')).to.deep.equal([`${UNKNOWN}; bar="b\\az", ${DEFLATE}`])
  })

  it('9.25: the spellings are compared with each other', () => {
    const part = 'with spaces'
    const compared = (own: string, without: string, tabs = switching()) =>
      judged('9.25', own, { part, twins: { 'without spaces': without, 'with tabs': tabs } })
    expect(compared(agreeing(DEFLATE), switching()).verdict).to.equal('pass')
    expect(compared(switching(), switching()).verdict).to.equal('pass')
    expect(compared(switching(), agreeing(DEFLATE))).to.include({ verdict: 'fail' })
    expect(compared(switching(), agreeing(DEFLATE)).because).to.match(
      /^RFC 9110 5\.6\.1\.2: .*; the offer "without spaces" is accepted/,
    )
    expect(compared(REFUSED, REFUSED, switching())).to.include({ verdict: 'fail' })
    expect(compared(REFUSED, REFUSED, REFUSED).verdict).to.equal('skip')
  })

  it('9.16 and 9.17: skipped where a field of the same length gets the same answer', () => {
    const late = { received: [{ atMs: 4000, octets: Buffer.from(REFUSED) }], endedMs: 4000 }
    for (const [id, part] of [
      ['9.16', '500 names'],
      ['9.17', '3500 pairs'],
    ] as const) {
      const name = `${part}, the length alone`
      const withTwin = (ms: number) => ({
        part,
        over: late,
        context: {
          part: (wanted: string) =>
            wanted === name
              ? observation({}, '', { received: [{ atMs: ms, octets: Buffer.from(REFUSED) }] })
              : undefined,
        },
      })
      expect(verdict(id, '', withTwin(20)), id).to.equal('fail')
      expect(verdict(id, '', withTwin(4000)), id).to.equal('skip')
      const parts = caseOf(id).follow?.(new Map([[part, observation({}, '', late)]]), VARS) ?? []
      expect(
        parts.map((each) => each.name),
        id,
      ).to.deep.equal([`${part}, again`, name])
    }
  })

  it('9.12 and 9.14: an answer that the asking case fails is scored there', () => {
    const bad = evidence(
      observation({ fields: { 'Sec-WebSocket-Extensions': DEFLATE } }, agreeing(DEFLATE, `${DEFLATE};`)),
      '10.22',
    )
    for (const id of ['9.12', '9.14']) {
      expect(derived(id, [bad], {}, () => 'pass').verdict, id).to.equal('fail')
      expect(
        derived(id, [bad], {}, () => 'fail'),
        id,
      ).to.include({ verdict: 'skip', scoredIn: '10.22' })
    }
  })

  it('9.09 and 9.10: a refusal fails if the twin is accepted', () => {
    const withEmpty = (one: string, two: string, more: Circumstances = {}) =>
      verdict('9.09', two, { part: 'in the middle', twins: { 'two elements': one }, ...more })
    expect(withEmpty(agreeing(DEFLATE), agreeing(DEFLATE))).to.equal('pass')
    expect(withEmpty(agreeing(DEFLATE), REFUSED)).to.equal('fail')
    expect(withEmpty(agreeing(DEFLATE), '', CLOSED)).to.equal('warn')
    expect(withEmpty(REFUSED, REFUSED)).to.equal('skip')
    const spaces = (part: string, twin: string, two: string) =>
      verdict('9.10', two, { part, twins: { [twin]: switching() } })
    expect(spaces('a space before ";"', 'no space before ";"', REFUSED)).to.equal('fail')
    expect(spaces('a space before ";"', 'no space before ";"', switching())).to.equal('pass')
    expect(spaces('spaces around "="', 'no space around "="', REFUSED)).to.equal('contested')
    expect(spaces('spaces around "="', 'no space around "="', BROKEN)).to.equal('warn')
    expect(spaces('spaces around "="', 'no space around "="', switching())).to.equal('pass')
    expect(withEmpty(agreeing(DEFLATE), switching())).to.equal('fail')
  })

  it('9.12: a list that breaks the grammar fails', () => {
    expect(derivedFrom('9.12', DEFLATE)).to.equal('skip')
    for (const good of [DEFLATE, `${DEFLATE} ; a="10"`, `${DEFLATE},, b`])
      expect(derivedFrom('9.12', DEFLATE, good), good).to.equal('pass')
    for (const bad of ['', ',', `${DEFLATE};`, `${DEFLATE}; a="x y"`, `${DEFLATE}; a=`, 'a b'])
      expect(derivedFrom('9.12', DEFLATE, bad), bad).to.equal('fail')
  })

  it('9.13 and 9.14: several field lines pass, and two extensions on RSV1 fail', () => {
    expect(derivedFrom('9.13', DEFLATE, DEFLATE)).to.equal('skip')
    expect(derivedFrom('9.13', DEFLATE, DEFLATE, 'foo')).to.equal('pass')
    expect(derivedFrom('9.14', DEFLATE, DEFLATE, 'foo')).to.equal('pass')
    expect(derivedFrom('9.14', DEFLATE, DEFLATE, DEFLATE)).to.equal('fail')
    expect(derivedFrom('9.14', DEFLATE, `${DEFLATE}, x-webkit-deflate-frame`)).to.equal('fail')
    expect(derivedFrom('9.14', DEFLATE, 'foo, foo')).to.equal('warn')
  })

  it('9.16 and 9.17: a late answer fails', () => {
    const late: Circumstances = { over: { received: [{ atMs: 3000, octets: Buffer.from(REFUSED) }] } }
    expect(verdict('9.16', switching())).to.equal('pass')
    expect(verdict('9.16', BROKEN)).to.equal('fail')
    expect(verdict('9.16', '', CLOSED)).to.equal('warn')
    expect(verdict('9.16', '', SILENT)).to.equal('fail')
    expect(verdict('9.16', REFUSED, late)).to.equal('fail')
    expect(verdict('9.17', REFUSED)).to.equal('pass')
    expect(verdict('9.17', '', CLOSED)).to.equal('pass')
    expect(verdict('9.17', REFUSED, late)).to.equal('fail')
  })

  it('9.18: an agreement fails and a 500 warns', () => {
    expect(verdict('9.18', switching())).to.equal('pass')
    expect(verdict('9.18', agreeing('constructor'))).to.equal('fail')
    expect(verdict('9.18', BROKEN)).to.equal('warn')
    expect(judged('9.18', agreeing('constructor')).blame?.cause).to.equal('extension-answer-invalid')
    expect(judged('9.18', BROKEN).blame?.impact).to.equal('form')
  })

  it('9.20 and 9.21: an extension that was not offered fails', () => {
    for (const id of ['9.20', '9.21']) {
      expect(verdict(id, switching()), id).to.equal('pass')
      expect(verdict(id, agreeing(DEFLATE)), id).to.equal('fail')
      expect(verdict(id, REFUSED), id).to.equal('warn')
    }
  })
})
