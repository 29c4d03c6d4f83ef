import { expect } from 'chai'
import type { Observation } from '../../../../harness/case/observation'
import { aboutConnection } from '../../../../harness/run/diagnosis/connection'
import { type Findings, findingsOf } from '../../../../harness/run/diagnosis/findings'
import { aboutMissingField } from '../../../../harness/run/diagnosis/missing-field'
import { aboutNoResponse } from '../../../../harness/run/diagnosis/no-response'
import type { GetResult } from '../../../../harness/run/diagnosis/ordinary-get'
import { aboutSecondRead } from '../../../../harness/run/diagnosis/second-read'
import { aboutStatus } from '../../../../harness/run/diagnosis/status'
import type { Target } from '../../../../harness/run/target'
import { plain } from '../../kit/messages'
import { good, observed } from '../../kit/observations'
import { targetOf } from '../../kit/runs'
import { dropped, fakeSession, refusedConnection, silent } from '../kit/fake-session'

const FAILED: GetResult = { status: null, error: 'ECONNRESET' }
const ANSWERED: GetResult = { status: 200, error: null }

function findings(control: Observation, over: Partial<Target> = {}): Findings {
  return findingsOf(targetOf({ port: 1 }, { url: new URL('ws://a.test/chat'), ...over }), control)
}

function status(code: number, fields = ''): Findings {
  return findings(observed({ received: plain(code, '', fields) }))
}

describe('a sentence about the connection', () => {
  const about = (code: string, over: Partial<Target> = {}) => aboutConnection(findings(refusedConnection(code), over))

  it('names what the error code means', () => {
    expect(about('ECONNREFUSED')).to.match(/^nothing listens on a\.test \(ECONNREFUSED\)\. Is the server running/)
    expect(about('ENOTFOUND')).to.match(/^the host name a\.test is not found/)
    expect(about('EAI_AGAIN')).to.match(/^the host name a\.test is not found/)
    expect(about('ENETUNREACH')).to.match(/^a\.test cannot be reached from this machine/)
    expect(about('ETIMEDOUT')).to.match(/^no connection to a\.test within 12 ms\. A firewall may block it/)
  })

  it('names the address of --connect', () => {
    const connect = { host: 'b.test', port: 8080 }
    expect(about('ECONNREFUSED', { connect })).to.include('b.test:8080')
    expect(about('ENOTFOUND', { connect })).to.include('the host name b.test')
  })

  it('names the flags for a certificate, where there is one', () => {
    const url = new URL('wss://a.test/')
    for (const code of ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])
      expect(about(code, { url })).to.match(/is not trusted .*--ca FILE .*--insecure/)
    expect(about('CERT_HAS_EXPIRED')).to.equal(null)
  })

  it('is none where there is a connection, or TLS may be the reason', () => {
    expect(aboutConnection(findings(silent()))).to.equal(null)
    expect(about('EPROTO')).to.equal(null)
    const unanswered = observed({ over: { connectedMs: null, ended: 'timeout', sent: [] } })
    expect(aboutConnection(findings(unanswered))).to.match(/^no connection to a\.test/)
    expect(aboutConnection(findings(unanswered, { url: new URL('wss://a.test/') }))).to.equal(null)
  })
})

describe('a sentence about a status', () => {
  it('names the flag that may help', () => {
    const HINTS: readonly [number, string][] = [
      [400, '--subprotocol NAME'],
      [401, "--header-env 'Authorization=VAR'"],
      [403, '--origin ORIGIN'],
      [407, '--connect HOST:PORT'],
      [429, '--jobs 1'],
      [503, '--jobs 1'],
    ]
    for (const [code, hint] of HINTS) expect(aboutStatus(status(code), FAILED), `${code}`).to.include(hint)
  })

  it('names the credentials that a 401 requires', () => {
    const { control, ...rest } = status(401, 'WWW-Authenticate: Digest\r\n')
    expect(aboutStatus({ control, ...rest }, FAILED)).to.match(/it requires credentials \(WWW-Authenticate: Digest\)/)
  })

  it('names the URL of a redirect, without its userinfo', () => {
    expect(aboutStatus(status(302, 'Location: https://u:p@b.test/x\r\n'), FAILED)).to.match(/Use wss:\/\/b\.test\/x$/)
    expect(aboutStatus(status(302, 'Location: /next\r\n'), FAILED)).to.match(/Use ws:\/\/a\.test\/next$/)
    expect(aboutStatus(status(302, 'Location: http://[\r\n'), FAILED)).to.match(/Use http:\/\/\[$/)
    expect(aboutStatus(status(302), FAILED)).to.match(/it redirects, but names no location\.$/)
  })

  it('says what an ordinary GET gave', () => {
    expect(aboutStatus(status(404), ANSWERED)).to.match(/and an ordinary GET with 200\. .*endpoint at \/chat/)
    expect(aboutStatus(status(200), ANSWERED)).to.match(/and an ordinary GET with 200\. It may be a plain HTTP server/)
    expect(aboutStatus(status(500), ANSWERED)).to.match(/with 500 Word, and an ordinary GET with 200\.$/)
    expect(aboutStatus(status(500), FAILED)).to.match(/with 500 Word\.$/)
  })
})

describe('a sentence about a missing response', () => {
  it('shows what was received', () => {
    const ended = observed({ received: 'HTTP/1.1 1', over: { ended: 'closed' } })
    expect(aboutNoResponse(findings(ended), FAILED)).to.match(/ended the connection after 10 bytes .*: HTTP\/1\.1 1\./)
    const other = observed({ received: '220 mail.test ESMTP\r\n' })
    expect(aboutNoResponse(findings(other), FAILED)).to.match(/answers, but not in HTTP: 220 mail\.test ESMTP/)
  })

  it('names what makes a 101 unreadable', () => {
    const late = observed({ received: 'hi\r\nHTTP/1.1 101 Switching Protocols\r\n\r\n' })
    expect(aboutNoResponse(findings(late), FAILED)).to.match(/answers 101, but after other bytes: hi/)
    const open = observed({ received: 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n' })
    expect(aboutNoResponse(findings(open), FAILED))
      .to.match(/101, but without the empty line/)
      .and.not.include('port')
    const other = observed({ received: 'HTTP/1.1 200 OK\r\n' })
    expect(aboutNoResponse(findings(other), FAILED)).to.include('Is the port right?')
  })

  it('says what an ordinary GET gave where nothing was received', () => {
    for (const control of [dropped(), silent()]) {
      expect(aboutNoResponse(findings(control), ANSWERED)).to.match(/It answers an ordinary GET with 200/)
      expect(aboutNoResponse(findings(control), FAILED)).to.match(/Is the port right/)
    }
  })
})

describe('a sentence about a second read', () => {
  it('is there where only a handshake in two pieces is accepted', async () => {
    for (const control of [silent(), dropped(), observed({ received: plain(400) })])
      expect(
        await aboutSecondRead(
          findings(control),
          fakeSession(() => good()),
        ),
      ).to.match(/in two pieces/)
    expect(
      await aboutSecondRead(
        findings(silent()),
        fakeSession(() => silent()),
      ),
    ).to.equal(null)
  })

  it('sends nothing where the status says more', async () => {
    const session = fakeSession()
    for (const code of [200, 301, 401, 403, 404, 426, 503])
      expect(await aboutSecondRead(status(code), session)).to.equal(null)
    expect(session.asked).to.deep.equal([])
  })
})

describe('a sentence about a missing field', () => {
  const refusal = status(403)
  const answering = (accepts: (nth: number) => boolean) => (_: string, nth: number) =>
    accepts(nth) ? good() : observed({ received: plain(403) })

  it('names the Origin, which is tried first', async () => {
    const session = fakeSession(answering(() => true))
    expect(await aboutMissingField(refusal, session)).to.match(/has an Origin\. Use --origin http:\/\/a\.test$/)
    expect(session.asked).to.have.length(1)
  })

  it('names the subprotocol that is accepted alone', async () => {
    // The Origin, the offer of all, and chat are refused.
    const session = fakeSession(answering((nth) => nth === 4))
    expect(await aboutMissingField(refusal, session)).to.match(/is offered\. Use --subprotocol superchat$/)
  })

  it('is none where nothing helps', async () => {
    expect(await aboutMissingField(refusal, fakeSession(answering(() => false)))).to.equal(null)
  })

  it('sends nothing where a field cannot help', async () => {
    const session = fakeSession()
    const CANNOT = [status(404), status(301), status(503), status(401, 'WWW-Authenticate: Basic\r\n')]
    for (const each of [...CANNOT, findings(silent())]) expect(await aboutMissingField(each, session)).to.equal(null)
    expect(session.asked).to.deep.equal([])
  })
})
