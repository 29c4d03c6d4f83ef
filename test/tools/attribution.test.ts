import { expect } from 'chai'
import { HTTP_STACKS } from '../../fleet/http-stacks'
import { readManifests } from '../../fleet/manifest'
import { idsOf } from '../../harness/case/catalogue'
import type { CaseResult, Verdict } from '../../harness/case/results'
import { suites } from '../../suites/server'
import { findingsOf, isOfTheHop, whyOfStack } from '../../tools/gallery/attribution'
import { exchange, result } from '../reports/kit/results'
import { published } from './kit/published'

describe('a finding of a hop', () => {
  const isOwn = (id: string, verdict: Verdict, without?: Verdict) =>
    isOfTheHop(result(id, verdict), without === undefined ? undefined : result(id, without))

  it('is its own where the case binds every recipient, whatever the server after it does', () => {
    for (const id of ['1.09', '2.06', '12.03'])
      expect([isOwn(id, 'fail', 'fail'), isOwn(id, 'warn', 'fail')], id).to.deep.equal([true, true])
  })

  it('is otherwise its own only where the server after it does better by itself', () => {
    for (const id of ['5.05', '6.08', '8.12', '9.09', '10.05', '1.08'])
      expect([isOwn(id, 'fail', 'fail'), isOwn(id, 'fail', 'pass')], id).to.deep.equal([false, true])
  })

  it('is not its own where it is graver without the hop: a 426 had no Upgrade that the hop could remove', () => {
    expect(isOwn('3.02', 'warn', 'fail')).to.equal(false)
  })

  it('is its own where the server after it has no result', () => {
    expect(isOwn('6.08', 'fail')).to.equal(true)
  })
})

describe('a finding of a server on an HTTP stack', () => {
  const ANSWER = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'
  const answered = (received: string, got = '400 Bad Request') =>
    result('1.11', 'warn', { got, exchanges: [exchange({ received })] })
  const on = (stack: string | undefined, cases: CaseResult[]) =>
    published('lib', cases, {}, stack === undefined ? {} : { stack })
  const isOfStack = (stack: string | undefined, each: CaseResult) => whyOfStack(on(stack, [each]), each) !== null

  it("is the stack's where all bytes of the answer are those that it sends by itself", () => {
    expect(isOfStack('node:http', answered(ANSWER))).to.equal(true)
    expect(isOfStack('node:http', answered(`${ANSWER}Not a WebSocket request`))).to.equal(false)
    expect(isOfStack('node:http', answered(ANSWER.replace('Connection: close', 'Content-Length: 0')))).to.equal(false)
    expect(isOfStack('net/http', answered(ANSWER))).to.equal(false)
    const go = 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n'
    expect(isOfStack('net/http', answered(`${go}400 Bad Request`))).to.equal(true)
    expect(isOfStack('net/http', answered(`${go}no upgrade`))).to.equal(false)
  })

  it("is the stack's where a plain GET gets the same answer, and not where it gets another", () => {
    const twin = (status: number) => answered(ANSWER, `400 Bad Request; to the same in a plain GET: ${status}`)
    expect([400, 200].map((status) => isOfStack('node:http', twin(status)))).to.deep.equal([true, false])
  })

  it("is the library's where its parts have different answers, or where there is no stack below it", () => {
    expect(isOfStack('node:http', answered(ANSWER, 'a: 400 Bad Request; b: 101 Switching Protocols'))).to.equal(false)
    expect(isOfStack(undefined, answered(ANSWER))).to.equal(false)
  })

  it("is the stack's where the stack decides the case before the library, and shows so", () => {
    const empty = (got: string) => result('12.05', 'fail', { got })
    expect(isOfStack('net/http', empty('empty: 101 Switching Protocols'))).to.equal(true)
    expect(isOfStack('net/http', empty('empty: 101 Switching Protocols; -1: 101 Switching Protocols'))).to.equal(false)
    expect(isOfStack('node:http', empty('empty: 101 Switching Protocols'))).to.equal(false)
  })

  it('is listed apart, with the name of the stack', () => {
    const lib = on('node:http', [result('4.11', 'fail', { got: '426' }), answered(ANSWER), result('6.01', 'fail')])
    const { own, ofStack } = findingsOf(lib, undefined)
    expect([own, ofStack].map((cases) => cases.map(({ id }) => id))).to.deep.equal([['6.01'], ['4.11', '1.11']])
    expect(whyOfStack(lib, ofStack[1] as CaseResult)).to.equal('node:http sends this answer by itself')
  })

  it('has cases of the catalogue only', () => {
    const noted = HTTP_STACKS.flatMap(({ cases }) => cases.map(({ id }) => id))
    expect(idsOf(suites)).to.include.members(noted)
  })
})

describe('the notes of the test programs', () => {
  const noted = (name: string) =>
    (readManifests().find((each) => each.name === name)?.fixture ?? []).flatMap(({ cases }) => cases)

  it('name suites and cases of the catalogue only', () => {
    const known = [...idsOf(suites), ...suites.map(({ number }) => String(number))]
    for (const { name, fixture = [] } of readManifests())
      expect(known, name).to.include.members(fixture.flatMap(({ cases }) => cases))
  })

  it('leave to Bun and Deno what these answer where the program selects nothing', () => {
    for (const id of ['8', '8.02', '8.09', '8.13', '8.14', '8.20', '8.23'])
      for (const name of ['bun', 'deno']) expect(noted(name), name).to.not.include(id)
  })
})
