import { expect } from 'chai'
import type { Suite } from '../../../harness/case/case'
import { idsOf } from '../../../harness/case/catalogue'
import type { Profile } from '../../../harness/case/profile'
import type { Recording } from '../../../harness/case/recording'
import { suites } from '../../../suites/server'
import { judgedParts } from './cases'
import { verdict } from './judged'
import { CLOSED, refusal, response, SILENT, serverFrame, switching } from './observations'

/** The ids of a suite from the first to number `last`: `ids(5, 26)` ends with 5.26. */
export function ids(suite: number, last: number): string[] {
  return Array.from({ length: last }, (_, index) => `${suite}.${String(index + 1).padStart(2, '0')}`)
}

/** Everything that a server may do, as what it sends and how the connection ends. */
const ANSWERS: readonly [string, Partial<Recording>][] = [
  [switching(), {}],
  [switching('Sec-WebSocket-Protocol: chat'), {}],
  [switching('Sec-WebSocket-Extensions: permessage-deflate'), {}],
  [switching() + serverFrame(8, '\x03\xf0'), CLOSED],
  ...[302, 400, 401, 403, 429, 500, 503].map((status): [string, Partial<Recording>] => [refusal(status), {}]),
  [response('HTTP/1.1 200 OK', 'Content-Length: 0'), {}],
  ['SSH-2.0-OpenSSH_9.9\r\n', CLOSED],
  ['', CLOSED],
  ['', SILENT],
]

/**
 * Tests what holds for every suite: its ids in order, a requirement for each case that scores, names of parts,
 * and a verdict for whatever a server answers, with each of `profiles`.
 */
export function itIsComplete(suite: Suite, expected: readonly string[], profiles: readonly Profile[] = [{}]): void {
  it('has every id of the catalogue once, in order', () => {
    expect(suite.cases.map(({ id }) => id)).to.deep.equal(expected)
  })

  it('names a requirement for every case that can fail or warn', () => {
    const bare = suite.cases.filter(({ level, tests }) => !['INFO', 'MAY'].includes(level) && tests.length === 0)
    expect(bare.map(({ id }) => id)).to.deep.equal([])
  })

  it('gives each part of a case its own name', () => {
    for (const { id, parts = [] } of suite.cases)
      expect(new Set(parts.map(({ name }) => name)), id).to.have.lengthOf(parts.length)
  })

  it('derives from cases that exist', () => {
    const all = idsOf(suites)
    const missing = suite.cases.flatMap(({ derived }) => derived?.from ?? []).filter((id) => !all.includes(id))
    expect(missing).to.deep.equal([])
  })

  it('has both readings wherever a row is contested', () => {
    for (const testCase of suite.cases)
      if (
        judgedParts(testCase).some(({ expect: required }) => Object.values(required?.table ?? {}).includes('contested'))
      )
        expect(testCase.contested, testCase.id).to.have.all.keys('strict', 'lenient')
  })

  it('has a verdict for whatever a server answers', () => {
    for (const testCase of suite.cases)
      for (const { name } of judgedParts(testCase))
        for (const [received, over] of ANSWERS)
          for (const profile of profiles)
            expect(
              verdict(testCase.id, received, { part: name, over, profile }),
              `${testCase.id} ${name}`,
            ).to.not.equal('error')
  })
}

/** Tests that a busy server (503) gets no verdict on a MUST. */
export function itGivesNoVerdictUnderLoad(suite: Suite): void {
  it('gives no verdict on a MUST when the server is busy', () => {
    for (const testCase of suite.cases.filter(({ level }) => level === 'MUST'))
      for (const { name } of judgedParts(testCase))
        expect(verdict(testCase.id, refusal(503), { part: name }), `${testCase.id} ${name}`).to.be.oneOf([
          'inconclusive',
          'observed',
        ])
  })
}

/** Tests that every case with two readings has a contested row. */
export function itContestsByRows(suite: Suite): void {
  it('has a contested row in every case with two readings', () => {
    for (const testCase of suite.cases.filter(({ contested }) => contested)) {
      const rows = judgedParts(testCase).flatMap(({ expect: required }) => Object.values(required?.table ?? {}))
      expect(rows, testCase.id).to.include('contested')
    }
  })
}
