import { expect } from 'chai'
import type { ClientFrame, ClientObservation, ServedExchange } from '../../../../harness/case/client-observation'
import { DRIVER_WORDS, type DriverEnd, type DriverWord } from '../../../../harness/case/driver'
import { clientOutcome } from '../../../../harness/judge/client/client-outcome'
import { readRequestHead } from '../../../../harness/wire/http1/request-head'

const HELLO: ClientFrame = {
  fin: true,
  rsv: 0,
  opcode: 1,
  payload: Buffer.from('hello'),
  maskKey: Buffer.from([1, 2, 3, 4]),
}

function exchange(frames: readonly ClientFrame[], left: boolean, askedMs = 0): ServedExchange {
  const head = readRequestHead(Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))?.head ?? null
  const received = [{ atMs: askedMs, octets: head?.octets ?? Buffer.alloc(0) }]
  const recording = { sent: [], received, receivedBytes: 0, ended: 'closed' as const, endedMs: 5, originMs: 0 }
  return { recording, connection: 0, request: head, early: 0, link: { frames, fault: null }, secure: false, left }
}

interface Seen {
  says?: string
  end?: DriverEnd
  frames?: readonly ClientFrame[]
  left?: boolean
  cut?: boolean
  /** When the request came, ms. */
  askedMs?: number
}

/** An attempt with one request. `says` are the words of the driver, each a millisecond after the one before. */
function outcomeOf({ says = '', end = { how: 'stopped' }, frames = [], left = false, cut = false, askedMs = 0 }: Seen) {
  const words = says.split(' ').filter((word): word is DriverWord => (DRIVER_WORDS as readonly string[]).includes(word))
  const events = words.map((word, atMs) => ({ word, text: '', atMs }))
  const driver = { events, log: '', end, flooded: false }
  const observation: ClientObservation = { exchanges: [exchange(frames, left, askedMs)], driver, strays: [], cut }
  return clientOutcome(observation)
}

describe('the outcome of an attempt', () => {
  it('needs a masked message to be open: OPEN of the driver alone is a claim', () => {
    expect(outcomeOf({ says: 'OPEN', frames: [HELLO] })).to.equal('open')
    expect(outcomeOf({ frames: [HELLO] })).to.equal('open')
    expect(outcomeOf({ says: 'OPEN' })).to.equal('claimed')
    const other = { ...HELLO, payload: Buffer.from('HTTP/') }
    expect(outcomeOf({ says: 'OPEN', frames: [{ ...other, maskKey: null }] })).to.equal('claimed')
  })

  it('is open where the message of the driver came without a mask: a client that masks nothing has a finding', () => {
    expect(outcomeOf({ says: 'OPEN', frames: [{ ...HELLO, maskKey: null }] })).to.equal('open')
    expect(outcomeOf({ frames: [{ ...HELLO, maskKey: null }], end: { how: 'none' } })).to.equal('open')
  })

  it('takes any exit code after HUNG', () => {
    expect(outcomeOf({ says: 'HUNG', end: { how: 'exited', code: 7 } })).to.equal('waiting')
    expect(outcomeOf({ says: 'OPEN', end: { how: 'exited', code: 7 } })).to.equal('crashed')
  })

  it('stays a failure where the library says OPEN after it has reported the failure', () => {
    expect(outcomeOf({ says: 'FAIL OPEN', left: true })).to.equal('failed')
    expect(outcomeOf({ says: 'ERROR OPEN', left: true })).to.equal('failed')
  })

  it('is a failure where the driver says OPEN before its request came, and then that it failed', () => {
    expect(outcomeOf({ says: 'OPEN FAIL', askedMs: 0.5 })).to.equal('failed')
    expect(outcomeOf({ says: 'OPEN HUNG', askedMs: 0.5 })).to.equal('waiting')
    expect(outcomeOf({ says: 'OPEN FAIL', askedMs: 0 })).to.equal('claimed')
    expect(outcomeOf({ says: 'OPEN CLOSE', askedMs: 0.5 })).to.equal('claimed')
  })

  it('is a failure where an error came and no close, also where wsspec had to end the driver', () => {
    expect(outcomeOf({ says: 'ERROR' })).to.equal('failed')
    expect(outcomeOf({ says: 'ERROR', cut: true })).to.equal('failed')
  })

  it('is a failure where the driver reports one and never closes the socket', () => {
    expect(outcomeOf({ says: 'FAIL', left: false })).to.equal('failed')
    expect(outcomeOf({ end: { how: 'exited', code: 1 }, left: false })).to.equal('failed')
  })

  it('waits where the timer of the driver ended it, although that ends in an error', () => {
    expect(outcomeOf({ says: 'HUNG FAIL', end: { how: 'exited', code: 1 } })).to.equal('waiting')
    expect(outcomeOf({ end: { how: 'exited', code: 3 } })).to.equal('waiting')
    expect(outcomeOf({ cut: true, left: true })).to.equal('waiting')
  })

  it('is a contradiction where a message came and the driver says that it failed', () => {
    expect(outcomeOf({ says: 'FAIL', frames: [HELLO] })).to.equal('denied')
  })
})

describe('the outcome of an attempt over TLS without a request', () => {
  const outcome = (fault: string | null, end: DriverEnd, says: readonly DriverWord[] = []) => {
    const events = says.map((word, atMs) => ({ word, text: '', atMs }))
    const tls = [{ servername: null, alpn: [], version: fault === null ? 'TLSv1.3' : null, fault }]
    return clientOutcome({
      exchanges: [],
      tls,
      driver: { events, log: '', end, flooded: false },
      strays: [],
      cut: false,
    })
  }

  it('is a failure where the driver reports one, or the client ends the TLS handshake', () => {
    expect(outcome(null, { how: 'exited', code: 1 }, ['FAIL'])).to.equal('failed')
    expect(outcome('tlsv1 alert unknown ca', { how: 'stopped' })).to.equal('failed')
    expect(outcome(null, { how: 'stopped' })).to.equal('waiting')
    expect(outcome('tlsv1 alert unknown ca', { how: 'signal', signal: 'SIGSEGV' })).to.equal('crashed')
  })
})
