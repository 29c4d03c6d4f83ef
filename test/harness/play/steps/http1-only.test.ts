import { expect } from 'chai'
import type { Part } from '../../../../harness/case/case'
import { entriesOf } from '../../../../harness/case/catalogue'
import { isHttp1Only, isHttp1OnlyPart } from '../../../../harness/play/steps/http1-only'
import { suites } from '../../../../suites/server'
import { VARS } from '../../kit/vars'

/** Cases whose text, or whose raw bytes, are the change. */
const ONLY_HTTP1 = {
  '1.09': 'another version in the request line',
  '1.32': 'two spaces in the request line',
  '1.43': 'the preface of HTTP/2',
  '2.04': 'a Host line without a space',
  '4.11': 'HTAB around the members of a list',
  '7.10': 'a request in two pieces',
  '7.13': 'field names in other cases',
  '12.17': 'bare LF as line end',
  '12.26': 'a folded line',
  '12.42': 'two requests in one write',
  '13.01': 'one byte per write',
  '13.08': 'a frame before the answer, written as bytes',
  '13.14': 'fields written one by one',
}

/** Cases whose change is to the method, the target, a value, the order or the content, or to the open link. */
const ANY_HTTP = {
  '0.01': 'the correct handshake',
  '0.03': 'the fields of Chrome, with its cookies',
  '1.03': 'another method',
  '1.21': 'another target',
  '2.02': 'two Host fields',
  '2.17': 'another order',
  '5.06': 'another key',
  '6.02': 'another version of WebSocket',
  '7.15': 'a cookie added',
  '8.05': 'a list of subprotocols',
  '12.02': 'a request with content',
  '13.13': 'connections that stay open',
  '14.02': 'frames after the answer',
  '14.10': 'bytes on the open link',
}

describe('a case', () => {
  const cases = new Map(entriesOf(suites).map((entry) => [entry.case.id, entry.case]))
  const isOnly = (id: string) => {
    const testCase = cases.get(id)
    if (!testCase) throw new Error(`no case ${id}`)
    return isHttp1Only(testCase, VARS)
  }

  for (const [id, change] of Object.entries(ONLY_HTTP1))
    it(`is HTTP/1.1 only where it has ${change} (${id})`, () => expect(isOnly(id)).to.equal(true))

  for (const [id, change] of Object.entries(ANY_HTTP))
    it(`is for any version of HTTP where it has ${change} (${id})`, () => expect(isOnly(id)).to.equal(false))
})

describe('a part', () => {
  const isOnly = (part: Omit<Part, 'name'>) => isHttp1OnlyPart({ name: 'a', ...part }, VARS)

  it('is HTTP/1.1 only for each edit of text, also where that follows from the variables', () => {
    expect(isOnly({})).to.equal(false)
    expect(isOnly({ send: { fields: { A: [null, 'b'].flatMap((value) => value ?? []) } } })).to.equal(false)
    expect(isOnly({ send: { fields: { A: ['b', { line: 'A:b' }] } } })).to.equal(true)
    expect(isOnly({ send: { fields: { A: ({ host }) => ({ line: `A:${host}` }) } } })).to.equal(true)
    expect(isOnly({ steps: [{ do: 'send', edit: { text: (text) => text } }] })).to.equal(true)
  })

  it('is HTTP/1.1 only where it writes bytes before an answer, and not after one', () => {
    const write = { do: 'write', octets: 'x' } as const
    expect(isOnly({ steps: [{ do: 'send' }, write, { do: 'answer' }] })).to.equal(true)
    expect(isOnly({ steps: [{ do: 'send' }, { do: 'answer' }, write] })).to.equal(false)
    expect(isOnly({ steps: [{ do: 'send', to: -1 }] })).to.equal(true)
  })
})
