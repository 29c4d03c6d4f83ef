import { expect } from 'chai'
import { SYNTAX_TRANSPORT_DEFECTS } from '../../../clients-under-test/scratch/defects/syntax-transport'
import type { ClientFrame, ClientObservation } from '../../../harness/case/client-observation'
import { judgeClientPart } from '../../../harness/judge/client/judge-client-part'
import { readRequestHead } from '../../../harness/wire/http1/request-head'
import { clientSuites } from '../../../suites/client'
import { clientResultsOf } from '../../../tools/kill-matrix/client/scratch-client-runs'

const CLOSE: ClientFrame = {
  fin: true,
  rsv: 0,
  opcode: 8,
  payload: Buffer.from([3, 0xea]),
  maskKey: Buffer.from([1, 2, 3, 4]),
}

/** A client that is answered with a broken frame after 10 ms, sends a Close at `closeMs`, and is ended by wsspec after 10 s. */
function waitsAfterClose(closeMs: number): ClientObservation {
  const octets = Buffer.from([0x88, 0x82, 1, 2, 3, 4, 2, 0xe8])
  const recording = {
    sent: [{ atMs: 10, octets }],
    received: [{ atMs: closeMs, octets }],
    receivedBytes: octets.length,
    ended: 'open' as const,
    endedMs: 10_000,
  }
  const request = readRequestHead(Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))?.head ?? null
  const link = { frames: [CLOSE], fault: null }
  const exchange = { recording, connection: 0, request, early: 0, link, secure: false, left: false }
  const driver = { events: [], log: '', end: { how: 'stopped' as const }, flooded: false }
  return { exchanges: [exchange], driver, strays: [], cut: true }
}

describe('a frame that breaks the protocol', () => {
  const testCase = clientSuites.flatMap(({ cases }) => cases).find(({ id }) => id === 'C8.22')
  const [part] = testCase?.parts ?? []

  function verdictOn(observation: ClientObservation) {
    if (!testCase || !part) throw new Error('there is no C8.22')
    const context = { level: testCase.level, control: observation, part: () => undefined }
    return judgeClientPart(testCase, part, observation, context).verdict
  }

  it('may be answered with a Close at once, after which the client waits for the server', () => {
    expect(verdictOn(waitsAfterClose(50))).to.equal('warn')
  })

  it('is not answered by a Close that the client sends when its own time is over', () => {
    expect(verdictOn(waitsAfterClose(6000))).to.equal('fail')
  })

  it('is not waited on until the deadline where the client goes on', async function () {
    this.timeout(30_000)
    const defects = SYNTAX_TRANSPORT_DEFECTS.filter(({ name }) => name === 'frames-unchecked')
    const cases = [...(await clientResultsOf(defects, ['C6.42', 'C8.21'])).values()]
    expect(cases.map(({ verdict }) => verdict)).to.deep.equal(['fail', 'fail'])
    for (const { durationMs } of cases) expect(durationMs).to.be.within(2000, 5500)
  })
})
