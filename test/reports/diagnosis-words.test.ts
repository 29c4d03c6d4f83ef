import { expect } from 'chai'
import { notJudged } from '../../reports/diagnosis-words'
import { result, target } from './kit/results'

const refusal = {
  sent: 'GET /live HTTP/1.1',
  received: '404 Not Found',
  content: 'Cannot GET /live',
  looksLike: 'It answers 101 at /ws.',
  help: 'Use ws://a.test/ws',
  suggestion: { url: 'ws://a.test/ws', flags: [] },
}

describe('reports: a target that could not be judged', () => {
  it('has each fact once: what was sent, what came back, what it looks like, what helps', () => {
    const refused = target('ws://a.test/live', [result('6.01', 'inconclusive')], { diagnosis: 'all of it', refusal })
    expect(notJudged(refused)).to.deep.equal({
      verdict: 'the correct handshake was not answered with 101',
      rows: [
        { label: 'sent', text: 'GET /live HTTP/1.1, a correct handshake' },
        { label: 'received', text: '404 Not Found: Cannot GET /live' },
        { label: 'looks like', text: 'It answers 101 at /ws.' },
        { label: 'what helps', text: 'Use ws://a.test/ws' },
      ],
    })
  })

  it('has the reason as its verdict where there was no connection', () => {
    const { content: _, ...rest } = refusal
    const down = { ...rest, sent: '', received: 'no connection', looksLike: 'nothing listens on a.test.' }
    expect(notJudged(target('x', [], { diagnosis: 'all', refusal: down }))).to.deep.equal({
      verdict: 'nothing listens on a.test.',
      rows: [{ label: 'what helps', text: 'Use ws://a.test/ws' }],
    })
    expect(notJudged(target('x', [], { diagnosis: 'it did not start' }))).to.deep.equal({
      verdict: 'it did not start',
      rows: [],
    })
  })

  it('is cleaned, and is none where the target was judged', () => {
    const hostile = { ...refusal, content: '\x1b[31m##[error]x' }
    const words = notJudged(target('x', [], { diagnosis: 'all', refusal: hostile }))
    expect(words?.rows[1]?.text).to.equal('404 Not Found: \\x1b[31m\\x23#[error]x')
    expect(notJudged(target('x', [result('6.01')]))).to.equal(null)
  })
})
