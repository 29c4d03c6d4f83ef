import { expect } from 'chai'
import type { Observation } from '../../../../harness/case/observation'
import type { Advice } from '../../../../harness/run/diagnosis/advice'
import { aboutConnection } from '../../../../harness/run/diagnosis/connection'
import { type Findings, findingsOf } from '../../../../harness/run/diagnosis/findings'
import { aboutMissingOrigin, aboutMissingSubprotocol } from '../../../../harness/run/diagnosis/missing-field'
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

/** Advice as one text, with what is to be run as its last line. */
function words(advice: Advice | null): string | null {
  if (advice === null) return null
  const { looksLike, help, suggestion } = advice
  const run = suggestion ? [[suggestion.url ?? '', ...suggestion.flags].join(' ').trim()] : []
  return [[looksLike, help ?? ''].join(' ').trim(), ...run].join('\n')
}

function status(code: number, fields = ''): Findings {
  return findings(observed({ received: plain(code, '', fields) }))
}

describe('a sentence about the connection', () => {
  const about = (code: string, over: Partial<Target> = {}) =>
    words(aboutConnection(findings(refusedConnection(code), over)))

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
      expect(about(code, { url })).to.match(/is not trusted .*--ca FILE .*--insecure.*\n--insecure$/)
    expect(about('CERT_HAS_EXPIRED')).to.equal(null)
  })

  it('is none where there is a connection, or TLS may be the reason', () => {
    expect(aboutConnection(findings(silent()))).to.equal(null)
    expect(about('EPROTO')).to.equal(null)
    const unanswered = observed({ over: { connectedMs: null, ended: 'timeout', sent: [] } })
    expect(words(aboutConnection(findings(unanswered)))).to.match(/^no connection to a\.test/)
    expect(aboutConnection(findings(unanswered, { url: new URL('wss://a.test/') }))).to.equal(null)
  })
})

describe('a sentence about a status', () => {
  const about = (given: Findings, get: GetResult = FAILED, content: string | null = null) =>
    words(aboutStatus(given, get, content))

  it('names the flag that may help', () => {
    const HINTS: readonly [number, string][] = [
      [400, '--subprotocol NAME'],
      [401, "--header-env 'Authorization=VAR'"],
      [403, '--origin ORIGIN'],
      [407, '--connect HOST:PORT'],
      [429, '--jobs 1'],
      [503, '--jobs 1'],
    ]
    for (const [code, hint] of HINTS) expect(about(status(code)), `${code}`).to.include(hint)
  })

  it('asks for the Origin where the content of a 403 names it, and none was sent', () => {
    const refusal = '{"error":"Origin not allowed"}'
    expect(about(status(403), FAILED, refusal)).to.equal(
      'It requires an Origin that it knows. --origin ORIGIN sends an Origin.\n--origin ***',
    )
    const sent = { ...status(403), target: { ...status(403).target, origin: 'http://a.test' } }
    for (const other of [about(status(403), FAILED, 'no token'), about(sent, FAILED, refusal)])
      expect(other).to.match(/^It may require another Origin or credentials\..*Cookie=VAR' send credentials\.$/)
  })

  it('names the credentials that a 401 requires, and whether some were sent', () => {
    const refusal = status(401, 'WWW-Authenticate: Digest\r\n')
    expect(about(refusal)).to.match(
      /^It requires credentials \(WWW-Authenticate: Digest\)\..*\n--header-env Authorization=HEADER_AUTHORIZATION$/,
    )
    for (const more of [{ fields: [{ name: 'authorization', value: 'x' }] }, { url: new URL('ws://u:p@a.test/') }])
      expect(about({ ...refusal, target: { ...refusal.target, ...more } })).to.match(
        /^It does not accept these credentials [^\n]*$/,
      )
  })

  it('names the URL of a redirect, without its userinfo and fragment', () => {
    expect(about(status(302, 'Location: https://u:p@b.test/x\r\n'))).to.equal(
      'It redirects. Use wss://b.test/x\nwss://b.test/x',
    )
    expect(about(status(302, 'Location: /next#top\r\n'))).to.match(/Use ws:\/\/a\.test\/next\nws:\/\/a\.test\/next$/)
    expect(about(status(302, 'Location: http://[\r\n'))).to.match(/Use http:\/\/\[$/)
    expect(about(status(302, 'Location: mailto:a@b.test\r\n'))).to.match(/Use mailto:a@b\.test$/)
    expect(about(status(302))).to.match(/It redirects, but names no location\.$/)
  })

  it('says what an ordinary GET gave', () => {
    expect(about(status(404), ANSWERED)).to.match(/^An ordinary GET gets 200\. .*endpoint at \/chat.*into the URL\.$/)
    expect(about(status(200), ANSWERED)).to.match(/^An ordinary GET gets 200, too\. It may be a plain HTTP server/)
    expect(about(status(500), ANSWERED)).to.equal('An ordinary GET gets 200.')
    expect(about(status(500))).to.equal('')
  })
})

describe('a sentence about a missing response', () => {
  const noResponse = (given: Findings, get: GetResult) => words(aboutNoResponse(given, get))

  it('shows what was received', () => {
    const ended = observed({ received: 'HTTP/1.1 1', over: { ended: 'closed' } })
    expect(noResponse(findings(ended), FAILED)).to.match(/ended the connection after 10 bytes .*: HTTP\/1\.1 1\./)
    const other = observed({ received: '220 mail.test ESMTP\r\n' })
    expect(noResponse(findings(other), FAILED)).to.match(/answers, but not in HTTP: 220 mail\.test ESMTP/)
  })

  it('names what makes a 101 unreadable', () => {
    const late = observed({ received: 'hi\r\nHTTP/1.1 101 Switching Protocols\r\n\r\n' })
    expect(noResponse(findings(late), FAILED)).to.match(/answers 101, but after other bytes: hi/)
    const open = observed({ received: 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n' })
    expect(noResponse(findings(open), FAILED))
      .to.match(/101, but without the empty line/)
      .and.not.include('port')
    const other = observed({ received: 'HTTP/1.1 200 OK\r\n' })
    expect(noResponse(findings(other), FAILED)).to.include('Is the port right?')
  })

  it('says what an ordinary GET gave where nothing was received', () => {
    for (const control of [dropped(), silent()]) {
      expect(noResponse(findings(control), ANSWERED)).to.match(/It answers an ordinary GET with 200/)
      expect(noResponse(findings(control), FAILED)).to.match(/Is the port right/)
    }
  })
})

describe('a sentence about a second read', () => {
  it('is there where only a handshake in two pieces is accepted', async () => {
    for (const control of [silent(), dropped(), observed({ received: plain(400) })])
      expect(
        words(
          await aboutSecondRead(
            findings(control),
            fakeSession(() => good()),
          ),
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

  it('names the Origin', async () => {
    const session = fakeSession(answering(() => true))
    expect(words(await aboutMissingOrigin(refusal, session))).to.equal(
      'It answers 101 where the handshake has an Origin. Use --origin http://a.test\n--origin http://a.test',
    )
    expect(session.asked).to.have.length(1)
    const given = { ...refusal, target: { ...refusal.target, origin: 'https://b.test' } }
    expect(await aboutMissingOrigin(given, session)).to.equal(null)
  })

  it('names the subprotocol that is accepted alone', async () => {
    // The offer of all, and chat are refused.
    const session = fakeSession(answering((nth) => nth === 3))
    expect(words(await aboutMissingSubprotocol(refusal, session))).to.equal(
      'It answers 101 where a subprotocol is offered. Use --subprotocol superchat\n--subprotocol superchat',
    )
  })

  it('is none where nothing helps', async () => {
    const refusing = fakeSession(answering(() => false))
    expect(await aboutMissingOrigin(refusal, refusing)).to.equal(null)
    expect(await aboutMissingSubprotocol(refusal, refusing)).to.equal(null)
  })

  it('sends nothing where a field cannot help', async () => {
    const session = fakeSession()
    const CANNOT = [status(404), status(301), status(503), status(401, 'WWW-Authenticate: Basic\r\n')]
    for (const each of [...CANNOT, findings(silent())]) {
      expect(await aboutMissingOrigin(each, session)).to.equal(null)
      expect(await aboutMissingSubprotocol(each, session)).to.equal(null)
    }
    expect(session.asked).to.deep.equal([])
  })
})
