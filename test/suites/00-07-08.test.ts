import { expect } from 'chai'
import type { Evidence, Suite } from '../../harness/case/case'
import type { JudgeContext } from '../../harness/case/expectation'
import type { Observation, Recording } from '../../harness/case/observation'
import type { Edit } from '../../harness/case/request'
import type { Verdict } from '../../harness/case/results'
import { judgeDerived } from '../../harness/judge/derived'
import { judgePart } from '../../harness/judge/judge'
import { handshake } from '../../harness/wire/http1/request'
import { controlSuite } from '../../suites/server/00-control'
import { keySuite } from '../../suites/server/05-key'
import { responseSuite } from '../../suites/server/07-response'
import { subprotocolSuite } from '../../suites/server/08-subprotocol'
import { caseOf, partOf } from './kit/cases'
import { ACCEPT, context, evidence, mark, observation, response, switching, VARS } from './kit/observations'

const suites: readonly Suite[] = [controlSuite, keySuite, responseSuite, subprotocolSuite]

/** The request of a part, as text. */
function sent(id: string, name?: string, vars = VARS, added: Parameters<typeof handshake>[1] = []): string {
  return handshake(vars, added, partOf(id, name).send).octets.toString('latin1')
}

function offered(id: string, name?: string): string[] {
  return [...sent(id, name).matchAll(/^Sec-WebSocket-Protocol: ?(.*)\r\n/gm)].map(([, value = '']) => value)
}

interface Answer {
  part?: string
  over?: Partial<Recording>
  context?: Partial<JudgeContext>
  twins?: Record<string, string>
}

/** What a part of a case comes to when it is answered with `received`. */
function judged(id: string, received: string, { part: name, over, context: given, twins = {} }: Answer = {}) {
  const [of, part] = [caseOf(id), partOf(id, name)]
  const seen = observation(part.send ?? {}, received, over)
  const twin = (which: string) => {
    const answer = twins[which]
    return answer === undefined ? undefined : observation(partOf(id, which).send ?? {}, answer)
  }
  return judgePart(of, part, seen, context({ level: of.level, part: twin, ...given }))
}

function verdict(id: string, received: string, answer?: Answer): Verdict {
  return judged(id, received, answer).verdict
}

/** What a derived case comes to over some answers. */
function derived(id: string, ...items: (Evidence | Observation)[]) {
  const of = caseOf(id)
  const all = items.map((item) => ('observation' in item ? item : evidence(item)))
  const at = context({ level: of.level })
  return judgeDerived(of, all, () => at, at)
}

/** The 101 with a line exchanged. */
function switchingWith(from: string, to: string): string {
  return switching().replace(from, to)
}

function selecting(...values: string[]): string {
  return switching(...values.map((value) => `Sec-WebSocket-Protocol: ${value}`))
}

const BAD_REQUEST = response('HTTP/1.1 400 Bad Request', 'Content-Length: 0')
const BUSY = response('HTTP/1.1 503 Service Unavailable', 'Content-Length: 0')
const CLOSED: Partial<Recording> = { ended: 'closed' }
const WRONG = switchingWith(ACCEPT, 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=')
const DEAD: Partial<Recording> = { marks: [mark('alive', 0, { met: false })] }

describe('suites 0, 7 and 8: what they say', () => {
  it('have every number of the catalogue once, in order', () => {
    const ids = (suite: Suite) => suite.cases.map(({ id }) => id)
    const upTo = (suite: number, last: number) =>
      Array.from({ length: last }, (_, index) => `${suite}.${String(index + 1).padStart(2, '0')}`)
    expect(ids(controlSuite)).to.deep.equal(upTo(0, 7))
    expect(ids(responseSuite)).to.deep.equal(upTo(7, 23).filter((id) => id !== '7.22'))
    expect(ids(subprotocolSuite)).to.deep.equal(upTo(8, 24))
  })

  it('name a requirement wherever they score, and no part twice', () => {
    for (const { id, level, tests, parts = [] } of suites.flatMap(({ cases }) => cases)) {
      if (['MUST', 'SHOULD', 'SECURITY'].includes(level)) expect(tests, id).to.not.have.length(0)
      expect(new Set(parts.map(({ name }) => name)), id).to.have.lengthOf(parts.length)
    }
  })

  it('have a row for whatever a server does', () => {
    const answers: [string, Partial<Recording>][] = [
      [switching(), {}],
      ...['200 OK', '302 Found', '400 Bad Request', '429 Too Many Requests', '500 Oops', '503 Busy'].map(
        (status): [string, Partial<Recording>] => [response(`HTTP/1.1 ${status}`, 'Content-Length: 0'), {}],
      ),
      ['SSH-2.0-OpenSSH_9.9\r\n', CLOSED],
      ['', CLOSED],
      ['', { ended: 'timeout', endedMs: 10_000 }],
    ]
    for (const of of suites.flatMap(({ cases }) => cases))
      for (const part of (of.parts ?? []).filter(({ expect: expectation }) => expectation))
        for (const [received, over] of answers)
          expect(verdict(of.id, received, { part: part.name, over }), `${of.id} ${part.name}`).to.not.equal('error')
  })
})

describe('suite 0: what is sent', () => {
  const names = (text: string) => [...text.matchAll(/^([^:\r\n]+):/gm)].map(([, name]) => name)

  it('is shaped as Chrome shapes it', () => {
    const text = sent('0.03')
    expect(names(text).slice(0, 7)).to.deep.equal([
      'Host',
      'Connection',
      'Pragma',
      'Cache-Control',
      'User-Agent',
      'Upgrade',
      'Origin',
    ])
    expect(text).to.include(`\r\nOrigin: ${VARS.origin}\r\n`)
    expect(text).to.include('\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n')
    expect(text).to.match(/\r\nCookie: [^\r]+\r\nSec-WebSocket-Key: /)
  })

  it('is shaped as Firefox shapes it', () => {
    const text = sent('0.04')
    expect(text).to.include('\r\nConnection: keep-alive, Upgrade\r\n')
    expect(text).to.include('\r\nAccept: */*\r\n')
    expect(names(text).at(-1)).to.equal('Upgrade')
  })

  it('keeps the cookies that the target needs', () => {
    const added = [{ name: 'Cookie', value: 'session=secret' }]
    expect(sent('0.03', undefined, VARS, added)).to.match(/\r\nCookie: session=secret; theme=dark;/)
  })

  it('is BASE without what the profile adds in 0.05', () => {
    expect(sent('0.05', undefined, VARS, [{ name: 'Origin', value: 'http://x' }])).to.not.include('Origin')
  })
})

describe('suite 0: verdicts', () => {
  it('0.01 is strict even where the control is as bad', () => {
    const bad = context({ control: observation({}, WRONG) })
    expect(verdict('0.01', switching())).to.equal('pass')
    expect(verdict('0.01', WRONG, { context: bad })).to.equal('fail')
    expect(verdict('0.01', switching(), { over: DEAD })).to.equal('fail')
    expect(verdict('0.01', switching(`Sec-WebSocket-Accept: ${ACCEPT}`))).to.equal('fail')
    expect(verdict('0.01', BAD_REQUEST)).to.equal('inconclusive')
    expect(verdict('0.01', '', { over: CLOSED })).to.equal('inconclusive')
  })

  it('0.02 and 0.07 state their own Accept condition', () => {
    for (const id of ['0.02', '0.07']) {
      expect(verdict(id, WRONG, { context: { control: observation({}, WRONG) } }), id).to.equal('fail')
      expect(verdict(id, switching()), id).to.equal('pass')
    }
    for (const refusal of [BUSY, response('HTTP/1.1 500 Oops'), ''])
      expect(verdict('0.07', refusal), refusal).to.equal('inconclusive')
  })

  it('0.03 holds a 403 against the target only where the origin is said to be allowed', () => {
    const forbidden = response('HTTP/1.1 403 Forbidden')
    expect(verdict('0.03', forbidden)).to.equal('observed')
    expect(verdict('0.03', forbidden, { context: { profile: { allowedOrigin: VARS.origin } } })).to.equal('fail')
    expect(verdict('0.03', response('HTTP/1.1 431 Too Large'))).to.equal('observed')
    expect(verdict('0.04', response('HTTP/1.1 431 Too Large'))).to.equal('fail')
  })

  describe('0.06', () => {
    const up = (after: string) => evidence(observation({}, switching()), 'control', after)
    const refused = (after: string, errorCode = 'ECONNREFUSED') =>
      evidence(observation({}, '', { ended: 'refused', connectedMs: null, errorCode }), 'control', after)
    const mute = (after: string) => evidence(observation({}, '', CLOSED), 'control', after)
    const said = (after: string, received: string) => evidence(observation({}, received), 'control', after)

    it('passes where every control is answered, whatever the cases got', () => {
      const other = evidence(observation({}, '', CLOSED), '5.22', 'long')
      expect(derived('0.06', up('the start'), other, up('suite 5')).verdict).to.equal('pass')
    })

    it('names what ran before the control that found nobody', () => {
      const { verdict: came, got, because } = derived('0.06', up('the start'), up('suite 3'), refused('5.22'))
      expect(came).to.equal('fail')
      expect(got).to.include('after 5.22')
      expect(because).to.include('5.22')
      expect(derived('0.06', up('the start'), refused('5.22'), up('5.22')).verdict).to.equal('fail')
    })

    it('names every case that did it alone, and then not the suites that were under way when it first happened', () => {
      const [together, first, second] = ['suites 8 and 9', '8.20', '9.03'].map((after) => [refused(after), up(after)])
      const { got, because } = derived(
        '0.06',
        up('the start'),
        ...[together, first, second].flatMap((each) => each ?? []),
      )
      expect(got).to.match(/^after 8\.20, 9\.03: no connection \(ECONNREFUSED\)/)
      expect(because).to.equal('RFC 9110 17.5: after 8.20, 9.03 the server was down')
    })

    it('fails for silence that lasts, and tells of one that a second try ends', () => {
      const silent = derived('0.06', up('the start'), mute('suite 3'), mute('suite 3'))
      expect(silent.verdict).to.equal('fail')
      expect(silent.because).to.include('gave no response').and.not.include('down')
      expect(derived('0.06', up('the start'), mute('suite 3'), up('suite 3')).verdict).to.equal('observed')
    })

    it('draws no conclusion from a limit, a network error, or a target that was never up', () => {
      expect(derived('0.06', up('the start'), said('suite 3', BUSY)).verdict).to.equal('inconclusive')
      expect(derived('0.06', up('the start'), said('suite 3', BUSY), up('suite 3')).verdict).to.equal('pass')
      expect(derived('0.06', up('the start'), refused('suite 3', 'EMFILE')).verdict).to.equal('inconclusive')
      expect(derived('0.06', refused('the start')).verdict).to.equal('inconclusive')
    })
  })
})

describe('suite 7: what is sent', () => {
  it('is BASE in two pieces in 7.10', () => {
    const [first, second] = caseOf('7.10').parts ?? []
    expect(first?.steps?.slice(0, 3)).to.deep.equal([
      { do: 'send', to: -1 },
      { do: 'watch', ms: 1000 },
      { do: 'send', from: -1 },
    ])
    expect(second?.steps?.[0]).to.deep.equal({ do: 'send', to: -2 })
  })

  it('has the fields of BASE in another order', () => {
    expect(sent('7.12', 'reversed').split('\r\n')[1]).to.equal('Sec-WebSocket-Version: 13')
    const text = sent('7.12', 'Sec-* before Upgrade')
    expect(text.indexOf('Sec-WebSocket-Version')).to.be.below(text.indexOf('Upgrade: websocket'))
  })

  it('has the names of BASE in other cases', () => {
    expect(sent('7.13', 'lower case')).to.include('\r\nsec-websocket-key: ')
    expect(sent('7.13', 'upper case')).to.include('\r\nSEC-WEBSOCKET-KEY: ')
    expect(sent('7.13', 'aLtErNaTe')).to.include('\r\nuPgRaDe: websocket\r\n')
  })

  it('has a cookie for each of the fifty', () => {
    expect(caseOf('7.19').connections).to.equal(50)
    expect(sent('7.19', 'connection 50')).to.include('\r\nCookie: wsspec=50\r\n')
  })
})

describe('suite 7: verdicts', () => {
  const accepting = (value: string) => switchingWith(ACCEPT, value)
  const bare =
    (edit: Edit = {}) =>
    (received: string, over?: Partial<Recording>) =>
      observation(edit, received, over)
  const base = bare()

  it('7.01 tells what a wrong value is, and leaves the number of lines to 7.02', () => {
    const because = (value: string) => judged('7.01', accepting(value)).because
    expect(judged('7.01', switching()).verdict).to.equal('pass')
    expect(judged('7.01', WRONG).verdict).to.equal('fail')
    expect(because('b37a4f2cc0624f1690f64606cf385945b2bec4ea')).to.include('in hexadecimal')
    expect(because(ACCEPT.replace('=', ''))).to.include('without its padding')
    expect(because(VARS.key)).to.include('the key itself')
    expect(because('1WMVxbVR8PDvdcUpVSB3SyHDWqw=')).to.include('it is ')
    expect(judged('7.01', switchingWith(`Sec-WebSocket-Accept: ${ACCEPT}\r\n`, '')).because).to.include('missing')
    expect(judged('7.01', switching(`Sec-WebSocket-Accept: ${ACCEPT}`)).verdict).to.equal('pass')
  })

  it('7.01 is strict even where the control is as bad', () => {
    expect(verdict('7.01', WRONG, { context: { control: observation({}, WRONG) } })).to.equal('fail')
  })

  it('7.02 counts the lines', () => {
    expect(derived('7.02', base(switching())).verdict).to.equal('pass')
    expect(derived('7.02', base(switching(`Sec-WebSocket-Accept: ${ACCEPT}`))).verdict).to.equal('fail')
    expect(derived('7.02', base(switchingWith(`Sec-WebSocket-Accept: ${ACCEPT}\r\n`, ''))).verdict).to.equal('fail')
  })

  it('leaves a right answer to draft-hixie-76 alone, which has no Accept and 16 octets behind it', () => {
    const hixie = bare(partOf('5.24').send)(
      `${response(
        'HTTP/1.1 101 WebSocket Protocol Handshake',
        'Upgrade: WebSocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Location: ws://example.test:9001/path?query',
      )}8jKS'y:G*Co,Wxa-`,
    )
    for (const id of ['7.02', '7.09', '7.18'])
      expect(derived(id, hixie, base(switching())).verdict, id).to.equal('pass')
  })

  it('7.03 speaks of the form only', () => {
    expect(derived('7.03', base(WRONG)).verdict).to.equal('pass')
    expect(derived('7.03', base(accepting(ACCEPT.replace('o=', 'p=')))).verdict).to.equal('fail')
    expect(derived('7.03', base(accepting(ACCEPT.replace('=', '')))).verdict).to.equal('fail')
    expect(derived('7.03', base(BAD_REQUEST)).verdict).to.equal('skip')
  })

  it('7.04 takes any case of websocket and nothing else', () => {
    expect(derived('7.04', base(switchingWith('websocket', 'WebSocket'))).verdict).to.equal('pass')
    expect(derived('7.04', base(switchingWith('websocket', 'websocket, h2c'))).verdict).to.equal('fail')
    expect(derived('7.04', base(switching('Upgrade: websocket'))).verdict).to.equal('fail')
  })

  it('7.04 leaves a 101 to another protocol that was offered alone', () => {
    const h2c = bare({ fields: { Upgrade: 'h2c, websocket' } })
    expect(derived('7.04', h2c(switchingWith('websocket', 'h2c'))).verdict).to.equal('skip')
    expect(derived('7.04', base(switchingWith('websocket', 'h2c'))).verdict).to.equal('fail')
  })

  it('7.05 wants the option, tells of others, and leaves close to 7.20', () => {
    const connection = (value: string) => base(switchingWith('Connection: Upgrade', `Connection: ${value}`))
    expect(derived('7.05', connection('upgrade')).verdict).to.equal('pass')
    expect(derived('7.05', connection('keep-alive, Upgrade')).verdict).to.equal('observed')
    expect(derived('7.05', connection('keep-alive')).verdict).to.equal('fail')
    expect(derived('7.05', connection('Upgrade, close')).verdict).to.equal('pass')
    expect(derived('7.20', connection('Upgrade, close')).verdict).to.equal('warn')
    expect(derived('7.20', connection('Upgrade')).verdict).to.equal('pass')
    const asked = observation(
      { fields: { Connection: 'close, Upgrade' } },
      switchingWith('Connection: Upgrade', 'Connection: Upgrade, close'),
    )
    expect(derived('7.20', asked).verdict, 'the request said close').to.equal('observed')
  })

  it('7.06 wants the second space and no particular reason', () => {
    const line = (text: string) => base(switching().replace('HTTP/1.1 101 Switching Protocols', text))
    expect(derived('7.06', line('HTTP/1.1 101 ')).verdict).to.equal('pass')
    expect(derived('7.06', line('HTTP/1.1 101 Web Socket Protocol Handshake')).verdict).to.equal('pass')
    expect(derived('7.06', line('HTTP/1.1 101')).verdict).to.equal('fail')
    expect(derived('7.06', line('HTTP/1.1  101 X')).verdict).to.equal('fail')
    expect(derived('7.06', base(switching().replace('Protocols\r\n', 'Protocols\n'))).verdict).to.equal('fail')
    expect(derived('7.06', base(switching().replace('websocket\r\n', 'websocket\n'))).verdict).to.equal('pass')
  })

  it('7.07 and 7.08 want no content framing', () => {
    expect(derived('7.07', base(switching('Content-Length: 0'))).because).to.include('minor')
    expect(derived('7.07', base(switching('Content-Length: 5'))).because).to.not.include('minor')
    expect(derived('7.08', base(switching('Transfer-Encoding: chunked'))).verdict).to.equal('fail')
    expect(derived('7.07', base(switching())).verdict).to.equal('pass')
    expect(derived('7.08', base(switching())).verdict).to.equal('pass')
  })

  describe('7.09 and 7.18', () => {
    const welcome = '\x81\x02hi'
    const second = response('HTTP/1.1 200 OK', 'Content-Length: 0')
    const length = switching().length

    it('let a server speak first, in frames', () => {
      for (const id of ['7.09', '7.18']) {
        expect(verdict(id, switching() + welcome), id).to.equal('pass')
        expect(verdict(id, switching(), { over: CLOSED }), id).to.equal('pass')
      }
    })

    it('score each kind of junk once', () => {
      expect(verdict('7.09', `${switching()}hello`)).to.equal('fail')
      expect(verdict('7.18', `${switching()}hello`)).to.equal('pass')
      expect(verdict('7.09', switching() + second)).to.equal('pass')
      expect(verdict('7.18', switching() + second)).to.equal('fail')
    })

    it('7.09 wants the frames unmasked', () => {
      expect(verdict('7.09', `${switching()}\x81\x82\0\0\0\0hi`)).to.equal('fail')
    })

    it('7.09 looks over the run at what came unasked only', () => {
      const unasked = observation({}, `${switching()}hello`, { marks: [mark('answer', 0), mark('alive', length + 5)] })
      const asked = observation({}, `${switching()}hello`, { marks: [mark('answer', 0), mark('alive', length)] })
      expect(derived('7.09', unasked).verdict).to.equal('fail')
      expect(derived('7.09', asked).verdict).to.equal('pass')
    })

    it('7.18 does not mind a status line inside a frame', () => {
      expect(derived('7.18', base(`${switching()}\x81\x0fHTTP/1.1 200 OK`)).verdict).to.equal('pass')
    })
  })

  describe('7.10', () => {
    const window = (received: number) => ({
      marks: [mark('watch', 0, { startedMs: 2, endedMs: 300, receivedAfter: received })],
    })
    const late = { endedMs: 400 }

    it('fails for a 101 inside the window and passes for one behind it', () => {
      expect(verdict('7.10', switching(), { over: { ...window(switching().length), ...late } })).to.equal('fail')
      expect(verdict('7.10', switching(), { over: { ...window(0), ...late } })).to.equal('pass')
    })

    it('tolerates an interim response inside the window', () => {
      const hints = response('HTTP/1.1 103 Early Hints')
      expect(verdict('7.10', hints + switching(), { over: { ...window(hints.length), ...late } })).to.equal('pass')
    })

    it('records any other end inside the window and fails it behind', () => {
      const over = { ...window(BAD_REQUEST.length), ...late }
      expect(verdict('7.10', BAD_REQUEST, { over })).to.equal('observed')
      expect(verdict('7.10', BAD_REQUEST, { over: { ...window(0), ...late } })).to.equal('fail')
      expect(verdict('7.10', '', { over: { ...window(0), ...CLOSED, endedMs: 200 } })).to.equal('observed')
      expect(verdict('7.10', '', { over: { ...window(0), ...CLOSED, endedMs: 400 } })).to.equal('fail')
      expect(verdict('7.10', BUSY, { over: { ...window(0), ...late } })).to.equal('inconclusive')
    })
  })

  it('7.11 speaks of refusals and interim responses too', () => {
    expect(derived('7.11', base(switching()), base(BAD_REQUEST)).verdict).to.equal('pass')
    expect(derived('7.11', base(BAD_REQUEST.replace('Content-Length:', 'Content-Length :'))).verdict).to.equal('fail')
    expect(derived('7.11', base(`HTTP/1.1 103 Early Hints\nX: y\r\n\r\n${switching()}`)).verdict).to.equal('fail')
  })

  it('7.14 warns, 7.15 and 7.19 record', () => {
    expect(verdict('7.14', BAD_REQUEST)).to.equal('warn')
    expect(verdict('7.15', BAD_REQUEST)).to.equal('observed')
    expect(verdict('7.19', BUSY)).to.equal('observed')
    expect(verdict('7.19', WRONG, { context: { control: observation({}, WRONG) } })).to.equal('fail')
  })

  it('7.16, 7.17 and 7.21 tell', () => {
    expect(derived('7.16', base(switching('Sec-WebSocket-Key: x'))).verdict).to.equal('observed')
    expect(derived('7.16', base(switching())).verdict).to.equal('pass')
    expect(derived('7.17', base(response('HTTP/1.1 103 Early Hints') + switching())).verdict).to.equal('observed')
    expect(derived('7.17', base(switching())).verdict).to.equal('pass')
    expect(derived('7.21', base(response('HTTP/1.1 400 Bad', 'Sec-WebSocket-Accept: x'))).verdict).to.equal('observed')
    expect(derived('7.21', base(switching())).verdict).to.equal('skip')
  })

  it('takes no refusal of the correct handshake for a fault of what is asked behind it', () => {
    for (const id of ['7.01', '7.09', '7.18', '7.23']) {
      expect(judged(id, BAD_REQUEST)).to.include({ verdict: 'inconclusive' })
      expect(judged(id, BAD_REQUEST).because).to.include('no clause obliges')
      expect(verdict(id, '', { over: CLOSED })).to.equal('inconclusive')
    }
  })

  it('7.23 is strict about a dead link even where the control is dead', () => {
    const control = observation({}, switching(), DEAD)
    expect(verdict('7.23', switching(), { over: DEAD, context: { control } })).to.equal('fail')
    expect(verdict('7.23', `${switching()}\x8a\0`, { over: { marks: [mark('alive', 0)] } })).to.equal('pass')
    expect(verdict('7.01', switching(), { over: DEAD, context: { control } })).to.equal('pass')
  })
})

describe('suite 8: what is offered', () => {
  it('is what the catalogue names', () => {
    expect(offered('8.01')).to.deep.equal([])
    expect(offered('8.02')).to.deep.equal([`x-none-${VARS.random}`])
    expect(offered('8.05', 'no space')).to.deep.equal(['x-none,chat'])
    expect(offered('8.05', 'HTAB on both sides')).to.deep.equal(['x-none\t,\tchat'])
    expect(offered('8.06', 'two lines')).to.deep.equal(['x-none', 'chat'])
    expect(offered('8.07', 'two lines')).to.deep.equal(['a, b', 'c, chat'])
    expect(offered('8.08')).to.deep.equal(['CHAT'])
    expect(sent('8.11')).to.include('\r\nSec-WebSocket-Protocol:\r\n')
    expect(offered('8.14', 'quotes')).to.deep.equal(['"chat"'])
    expect(offered('8.16')).to.deep.equal(['superchat, chat'])
    expect(offered('8.20')).to.deep.equal(['\xc3\xa9'])
    expect(offered('8.21')[0]).to.have.lengthOf(4096)
    expect(offered('8.24', 'with .v2 after it')).to.deep.equal(['chat.v2'])
  })

  it('is large and stays under 8 KB where it is a bomb', () => {
    expect(offered('8.17')[0]?.split(',')).to.have.lengthOf(1000)
    expect(offered('8.17')[0]?.endsWith(',chat')).to.equal(true)
    expect(sent('8.17').length).to.be.below(8192)
    expect(sent('8.18', '7400 spaces').length).to.be.below(8000)
  })

  it('is the other case where the target speaks capitals', () => {
    expect(sent('8.08', undefined, { ...VARS, subprotocols: ['MQTT'] })).to.include('Sec-WebSocket-Protocol: mqtt\r\n')
  })

  it('carries raw CR and LF', () => {
    expect(sent('8.19', 'a raw LF')).to.include('Sec-WebSocket-Protocol: a\nX-Inject: y\r\n')
    expect(sent('8.19', 'a raw CR')).to.include('Sec-WebSocket-Protocol: a\rX-Inject: y\r\n')
  })
})

describe('suite 8: verdicts', () => {
  const base = (edit: string | null, received: string) =>
    observation({ fields: { 'Sec-WebSocket-Protocol': edit } }, received)

  it('8.01 wants no field; a refusal is free', () => {
    expect(verdict('8.01', switching())).to.equal('pass')
    expect(verdict('8.01', BAD_REQUEST)).to.equal('pass')
    expect(verdict('8.01', selecting('chat'))).to.equal('fail')
    expect(verdict('8.01', selecting(''))).to.equal('fail')
  })

  it('8.02 lets a server take anything, but not something else', () => {
    expect(verdict('8.02', switching())).to.equal('pass')
    expect(verdict('8.02', selecting(`x-none-${VARS.random}`))).to.equal('observed')
    expect(verdict('8.02', selecting('chat'))).to.equal('fail')
  })

  it('8.03 and 8.04 warn where none is selected', () => {
    expect(verdict('8.03', selecting('chat'))).to.equal('pass')
    expect(verdict('8.03', switching())).to.equal('warn')
    expect(verdict('8.03', BAD_REQUEST)).to.equal('warn')
    expect(verdict('8.04', selecting('chat'))).to.equal('pass')
    expect(verdict('8.04', selecting('x-none'))).to.equal('observed')
    expect(verdict('8.04', switching())).to.equal('warn')
  })

  it('8.05 compares with the twin', () => {
    const against = (twin: string) => ({ part: 'no space', twins: { 'comma and space': twin } })
    expect(verdict('8.05', selecting('chat'), against(selecting('chat')))).to.equal('pass')
    expect(verdict('8.05', switching(), against(selecting('chat')))).to.equal('fail')
    expect(verdict('8.05', BAD_REQUEST, against(selecting('chat')))).to.equal('fail')
    expect(verdict('8.05', BUSY, against(selecting('chat')))).to.equal('inconclusive')
    expect(verdict('8.05', switching(), against(switching()))).to.equal('skip')
    expect(verdict('8.05', switching(), against(BAD_REQUEST))).to.equal('skip')
  })

  it('8.08 contests the other spelling only', () => {
    expect(verdict('8.08', switching())).to.equal('pass')
    expect(verdict('8.08', selecting('CHAT'))).to.equal('pass')
    expect(verdict('8.08', BAD_REQUEST)).to.equal('pass')
    expect(verdict('8.08', selecting('chat'))).to.equal('contested')
    expect(verdict('8.08', selecting('superchat'))).to.equal('fail')
    expect(verdict('8.08', switching(), { context: { vars: { ...VARS, subprotocols: ['CHAT'] } } })).to.equal('skip')
  })

  it('8.09 wants one token on one line', () => {
    const two = 'chat, superchat'
    expect(derived('8.09', base(two, selecting('chat'))).verdict).to.equal('pass')
    expect(derived('8.09', base(two, selecting(two))).verdict).to.equal('fail')
    expect(derived('8.09', base(two, selecting('chat', 'superchat'))).verdict).to.equal('fail')
    expect(derived('8.09', base(two, selecting(''))).verdict).to.equal('fail')
    expect(derived('8.09', base(two, switching())).verdict).to.equal('skip')
  })

  it('8.11, 8.13, 8.14 and 8.20 contest what is ignored and fail what is returned', () => {
    for (const id of ['8.11', '8.13', '8.14', '8.20']) {
      expect(verdict(id, BAD_REQUEST), id).to.equal('pass')
      expect(verdict(id, switching()), id).to.equal('contested')
      expect(verdict(id, selecting('a/b')), id).to.equal('fail')
      expect(verdict(id, '', { over: CLOSED }), id).to.equal('warn')
      expect(verdict(id, response('HTTP/1.1 200 OK')), id).to.equal('observed')
    }
    expect(judged('8.13', switching()).because).to.match(/4\.3.*but: .*at least part/)
  })

  it('8.12 contests a refusal and fails another selection', () => {
    const against = { part: 'in the middle', twins: { 'without empty members': selecting('chat') } }
    expect(verdict('8.12', selecting('chat'), against)).to.equal('pass')
    expect(verdict('8.12', BAD_REQUEST, against)).to.equal('contested')
    expect(verdict('8.12', switching(), against)).to.equal('fail')
  })

  it('8.16 takes either, warns for none and fails both', () => {
    expect(verdict('8.16', selecting('superchat'))).to.equal('pass')
    expect(judged('8.16', selecting('chat')).got).to.include('chat')
    expect(verdict('8.16', switching())).to.equal('warn')
    expect(verdict('8.16', BAD_REQUEST)).to.equal('warn')
    expect(verdict('8.16', selecting('superchat, chat'))).to.equal('fail')
    expect(verdict('8.16', selecting('other'))).to.equal('fail')
  })

  it('8.17 and 8.18 want an answer soon', () => {
    const answeredAt = (ms: number) => ({ received: [{ atMs: ms, octets: Buffer.from(BAD_REQUEST) }], endedMs: ms })
    expect(verdict('8.17', '', { over: answeredAt(1500) })).to.equal('pass')
    expect(verdict('8.17', '', { over: answeredAt(2500) })).to.equal('fail')
    expect(verdict('8.17', '', { over: answeredAt(2500), context: { slowestControlMs: 300 } })).to.equal('pass')
    expect(verdict('8.17', '', { over: CLOSED })).to.equal('warn')
    expect(verdict('8.17', selecting('other'))).to.equal('fail')
    expect(verdict('8.18', '', { over: answeredAt(1500) })).to.equal('fail')
    expect(verdict('8.18', '', { over: CLOSED })).to.equal('pass')
  })

  it('8.18 says nothing of spaces where as many letters are late too', () => {
    const answeredAt = (ms: number) => ({ received: [{ atMs: ms, octets: Buffer.from(BAD_REQUEST) }], endedMs: ms })
    const beside = (ms: number) => ({
      over: answeredAt(4000),
      context: { part: (name: string) => (name === '7400 letters' ? observation({}, '', answeredAt(ms)) : undefined) },
    })
    expect(verdict('8.18', '', beside(20))).to.equal('fail')
    expect(verdict('8.18', '', beside(2000))).to.equal('skip')
  })

  it('8.19 finds what came back as a line, and lets the legal token be echoed', () => {
    const part = { part: 'percent-encoded' }
    expect(verdict('8.19', selecting('a%0d%0aX-Inject%3a%20y'), part)).to.equal('pass')
    expect(verdict('8.19', selecting('a\r\nX-Inject: y'), part)).to.equal('fail')
    expect(verdict('8.19', selecting('a\rX-Inject: y'), { part: 'a raw CR' })).to.equal('fail')
    expect(verdict('8.19', switching('X-Served-By: a\rb'), { part: 'a raw CR' })).to.equal('pass')
  })

  it('8.21 and 8.24 fail what was not offered', () => {
    const whole = offered('8.21')[0] ?? ''
    expect(verdict('8.21', switching())).to.equal('pass')
    expect(verdict('8.21', selecting(whole))).to.equal('observed')
    expect(verdict('8.21', selecting(whole.slice(0, 255)))).to.equal('fail')
    expect(verdict('8.24', switching())).to.equal('pass')
    expect(verdict('8.24', selecting('chatx'))).to.equal('pass')
    expect(verdict('8.24', selecting('chat'))).to.equal('fail')
  })

  it('8.22 tells of a credential in the answer', () => {
    expect(judged('8.22', selecting('base64url.bearer.authorization.x.y')).because).to.include('credential')
    expect(judged('8.22', selecting('chat')).because).to.not.include('credential')
  })

  it('8.23 wants what was offered, and leaves case to 8.08, form to 8.09 and no offer to 8.01', () => {
    expect(derived('8.23', base('x-none, chat', selecting('chat'))).verdict).to.equal('pass')
    expect(derived('8.23', base('x-none', selecting('chat'))).verdict).to.equal('fail')
    expect(derived('8.23', base('CHAT', selecting('chat'))).verdict).to.equal('pass')
    expect(derived('8.23', base('chat, superchat', selecting('chat, superchat'))).verdict).to.equal('pass')
    expect(derived('8.23', base(null, selecting('chat'))).verdict).to.equal('skip')
    expect(derived('8.23', base('a\nX-Inject: y', selecting('a'))).verdict).to.equal('pass')
  })
})
