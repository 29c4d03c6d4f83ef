import { expect } from 'chai'
import type { Verdict } from '../../../harness/case/verdicts'
import { combine } from '../../../harness/judge/combine'

describe('the judgement of a case', () => {
  it('has the words of the parts that decide it', () => {
    const of = (name: string, verdict: Verdict, got = 'g', because = 'b') => ({
      name,
      verdict,
      expected: 'e',
      got,
      because,
    })
    expect(combine([of('a', 'pass')])).to.deep.equal({ verdict: 'pass', expected: 'e', got: 'g', because: 'b' })
    expect(combine([of('a', 'pass'), of('b', 'fail', 'x'), of('c', 'fail', 'x'), of('d', 'fail', 'y')])).to.deep.equal({
      verdict: 'fail',
      expected: 'e',
      got: 'b, c: x; d: y',
      because: 'b',
    })
    const many = Array.from({ length: 9 }, (_, index) => of(`p${index}`, 'warn'))
    expect(combine(many).got).to.equal('p0, p1, p2, p3, p4, p5 and 3 more: g')
    expect(combine([of('a', 'skip'), of('b', 'pass')]).verdict).to.equal('pass')
    expect(combine([])).to.deep.equal({ verdict: 'skip', expected: '', got: '', because: '' })
  })

  it('gives no reason twice, and leaves quotes whole', () => {
    const of = (name: string, because: string) => ({ name, verdict: 'fail' as const, expected: '', got: '', because })
    const { because } = combine([
      of('a', 'RFC 1 2: "x; these; y"; both can refuse it'),
      of('b', 'RFC 1 3: "z; these"; both can refuse it'),
    ])
    expect(because).to.equal('RFC 1 2: "x; these; y"; both can refuse it; RFC 1 3: "z; these"')
  })
})
