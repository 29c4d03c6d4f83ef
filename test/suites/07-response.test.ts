import { expect } from 'chai'
import type { Edit } from '../../harness/case/edit'
import type { Recording } from '../../harness/case/recording'
import { responseSuite } from '../../suites/server/07-response'
import { caseOf, partOf } from './kit/cases'
import { derived, judged, verdict } from './kit/judged'
import {
  ACCEPT,
  CLOSED,
  DEAD_LINK,
  evidence,
  mark,
  observation,
  refusal,
  response,
  switching,
  switchingWith,
  VARS,
  WRONG_ACCEPT,
} from './kit/observations'
import { sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

describe('suite 7', () => {
  itIsComplete(
    responseSuite,
    ids(7, 24).filter((id) => id !== '7.22'),
  )
})

describe('suite 7 sends', () => {
  it('BASE in two pieces in 7.10', () => {
    const [first, second] = caseOf('7.10').parts ?? []
    expect(first?.steps?.slice(0, 3)).to.deep.equal([
      { do: 'send', to: -1 },
      { do: 'watch', ms: 1000 },
      { do: 'send', from: -1 },
    ])
    expect(second?.steps?.[0]).to.deep.equal({ do: 'send', to: -2 })
  })

  it('the fields of BASE in another order in 7.12', () => {
    expect(sent('7.12', 'reversed').split('\r\n')[1]).to.equal('Sec-WebSocket-Version: 13')
    const text = sent('7.12', 'Sec-* before Upgrade')
    expect(text.indexOf('Sec-WebSocket-Version')).to.be.below(text.indexOf('Upgrade: websocket'))
  })

  it('the field names of BASE in other letter cases in 7.13', () => {
    expect(sent('7.13', 'lower case')).to.include('\r\nsec-websocket-key: ')
    expect(sent('7.13', 'upper case')).to.include('\r\nSEC-WEBSOCKET-KEY: ')
    expect(sent('7.13', 'aLtErNaTe')).to.include('\r\nuPgRaDe: websocket\r\n')
  })

  it('a cookie of its own on each of the 50 connections of 7.19', () => {
    expect(caseOf('7.19').connections).to.equal(50)
    expect(sent('7.19', 'connection 50')).to.include('\r\nCookie: wsspec=50\r\n')
  })
})

describe('suite 7 judges', () => {
  const accepting = (value: string) => switchingWith(ACCEPT, value)
  const bare =
    (edit: Edit = {}) =>
    (received: string, over?: Partial<Recording>) =>
      observation(edit, received, over)
  const base = bare()

  it('7.01 names the cause of a wrong value, and leaves the number of lines to 7.02', () => {
    const because = (value: string) => judged('7.01', accepting(value)).because
    expect(judged('7.01', switching()).verdict).to.equal('pass')
    expect(judged('7.01', WRONG_ACCEPT).verdict).to.equal('fail')
    expect(because('b37a4f2cc0624f1690f64606cf385945b2bec4ea')).to.include('in hexadecimal')
    expect(because(ACCEPT.replace('=', ''))).to.include('without its padding')
    expect(because(VARS.key)).to.include('the key itself')
    expect(because('1WMVxbVR8PDvdcUpVSB3SyHDWqw=')).to.include('here it is ')
    expect(judged('7.01', switchingWith(`Sec-WebSocket-Accept: ${ACCEPT}\r\n`, '')).because).to.include('missing')
    expect(judged('7.01', switching(`Sec-WebSocket-Accept: ${ACCEPT}`)).verdict).to.equal('pass')
  })

  it('7.01 fails where the control has the same fault', () => {
    expect(verdict('7.01', WRONG_ACCEPT, { context: { control: observation({}, WRONG_ACCEPT) } })).to.equal('fail')
  })

  it('7.02 counts the field lines', () => {
    expect(derived('7.02', [base(switching())]).verdict).to.equal('pass')
    expect(derived('7.02', [base(switching(`Sec-WebSocket-Accept: ${ACCEPT}`))]).verdict).to.equal('fail')
    expect(derived('7.02', [base(switchingWith(`Sec-WebSocket-Accept: ${ACCEPT}\r\n`, ''))]).verdict).to.equal('fail')
  })

  it('passes a right answer to draft-hixie-76, which has no Accept and is followed by 16 bytes', () => {
    const hixie = bare(partOf('5.24').send)(
      `${response(
        'HTTP/1.1 101 WebSocket Protocol Handshake',
        'Upgrade: WebSocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Location: ws://example.test:9001/path?query',
      )}8jKS'y:G*Co,Wxa-`,
    )
    for (const id of ['7.02', '7.09', '7.18'])
      expect(derived(id, [hixie, base(switching())]).verdict, id).to.equal('pass')
  })

  it('7.03 judges only the form', () => {
    expect(derived('7.03', [base(WRONG_ACCEPT)]).verdict).to.equal('pass')
    expect(derived('7.03', [base(accepting(ACCEPT.replace('o=', 'p=')))]).verdict).to.equal('fail')
    expect(derived('7.03', [base(accepting(ACCEPT.replace('=', '')))]).verdict).to.equal('fail')
    expect(derived('7.03', [base(refusal(400))]).verdict).to.equal('skip')
  })

  it('7.04 accepts websocket in any letter case and nothing else', () => {
    expect(derived('7.04', [base(switchingWith('websocket', 'WebSocket'))]).verdict).to.equal('pass')
    expect(derived('7.04', [base(switchingWith('websocket', 'websocket, h2c'))]).verdict).to.equal('fail')
    expect(derived('7.04', [base(switching('Upgrade: websocket'))]).verdict).to.equal('fail')
  })

  it('7.04 skips a 101 to another protocol that was offered', () => {
    const h2c = bare({ fields: { Upgrade: 'h2c, websocket' } })
    expect(derived('7.04', [h2c(switchingWith('websocket', 'h2c'))]).verdict).to.equal('skip')
    expect(derived('7.04', [base(switchingWith('websocket', 'h2c'))]).verdict).to.equal('fail')
  })

  it('7.05 requires the option, records others, and leaves close to 7.20', () => {
    const connection = (value: string) => base(switchingWith('Connection: Upgrade', `Connection: ${value}`))
    expect(derived('7.05', [connection('upgrade')]).verdict).to.equal('pass')
    expect(derived('7.05', [connection('keep-alive, Upgrade')]).verdict).to.equal('observed')
    expect(derived('7.05', [connection('keep-alive')]).verdict).to.equal('fail')
    expect(derived('7.05', [connection('Upgrade, close')]).verdict).to.equal('pass')
    expect(derived('7.20', [connection('Upgrade, close')]).verdict).to.equal('fail')
    expect(derived('7.20', [connection('Upgrade')]).verdict).to.equal('pass')
    const asked = observation(
      { fields: { Connection: 'close, Upgrade' } },
      switchingWith('Connection: Upgrade', 'Connection: Upgrade, close'),
    )
    expect(derived('7.20', [asked]).verdict, 'the request has close').to.equal('observed')
  })

  it('7.06 requires the second space and no particular reason', () => {
    const line = (text: string) => base(switching().replace('HTTP/1.1 101 Switching Protocols', text))
    expect(derived('7.06', [line('HTTP/1.1 101 ')]).verdict).to.equal('pass')
    expect(derived('7.06', [line('HTTP/1.1 101 Web Socket Protocol Handshake')]).verdict).to.equal('pass')
    expect(derived('7.06', [line('http/1.1 101 Switching Protocols')]).verdict, '7.11').to.equal('pass')
    expect(derived('7.11', [line('http/1.1 101 Switching Protocols')]).verdict).to.equal('fail')
    expect(derived('7.06', [line('HTTP/1.1 101')]).verdict).to.equal('fail')
    expect(derived('7.06', [line('HTTP/1.1  101 X')]).verdict).to.equal('fail')
    expect(derived('7.06', [base(switching().replace('Protocols\r\n', 'Protocols\n'))]).verdict).to.equal('fail')
    expect(derived('7.06', [base(switching().replace('websocket\r\n', 'websocket\n'))]).verdict).to.equal('pass')
  })

  it('7.07 and 7.08 fail Content-Length and Transfer-Encoding', () => {
    expect(derived('7.07', [base(switching('Content-Length: 0'))]).because).to.include('minor')
    expect(derived('7.07', [base(switching('Content-Length: 5'))]).because).to.not.include('minor')
    expect(derived('7.08', [base(switching('Transfer-Encoding: chunked'))]).verdict).to.equal('fail')
    expect(derived('7.07', [base(switching())]).verdict).to.equal('pass')
    expect(derived('7.08', [base(switching())]).verdict).to.equal('pass')
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

    it('score each kind of bytes that are not frames once', () => {
      expect(verdict('7.09', `${switching()}hello`)).to.equal('fail')
      expect(verdict('7.18', `${switching()}hello`)).to.equal('pass')
      expect(verdict('7.09', switching() + second)).to.equal('pass')
      expect(verdict('7.18', switching() + second)).to.equal('fail')
    })

    it('7.09 requires unmasked frames', () => {
      expect(verdict('7.09', `${switching()}\x81\x82\0\0\0\0hi`)).to.equal('fail')
    })

    it('7.09 judges in the run only bytes that came before the client sent anything', () => {
      const unasked = observation({}, `${switching()}hello`, { marks: [mark('answer', 0), mark('alive', length + 5)] })
      const asked = observation({}, `${switching()}hello`, { marks: [mark('answer', 0), mark('alive', length)] })
      expect(derived('7.09', [unasked]).verdict).to.equal('fail')
      expect(derived('7.09', [asked]).verdict).to.equal('pass')
    })

    it('7.09 judges no frames that answer bytes which came with the request', () => {
      const early = observation({ body: '\x89\x80\0\0\0\0' }, `${switching()}\x8a\x80\0\0\0\0`)
      expect(derived('7.09', [early]).verdict).to.equal('pass')
      expect(derived('7.09', [observation({}, `${switching()}\x8a\x80\0\0\0\0`)]).verdict).to.equal('fail')
    })

    it('7.18 passes a status line inside a frame', () => {
      expect(derived('7.18', [base(`${switching()}\x81\x0fHTTP/1.1 200 OK`)]).verdict).to.equal('pass')
    })
  })

  describe('7.10', () => {
    const window = (received: number) => ({
      marks: [mark('watch', 0, { startedMs: 2, endedMs: 300, receivedAfter: received })],
    })
    const late = { endedMs: 400 }

    it('fails for a 101 inside the window and passes for one after it', () => {
      expect(verdict('7.10', switching(), { over: { ...window(switching().length), ...late } })).to.equal('fail')
      expect(verdict('7.10', switching(), { over: { ...window(0), ...late } })).to.equal('pass')
    })

    it('passes an interim response inside the window', () => {
      const hints = response('HTTP/1.1 103 Early Hints')
      expect(verdict('7.10', hints + switching(), { over: { ...window(hints.length), ...late } })).to.equal('pass')
    })

    it('records any other end inside the window and fails it after the window', () => {
      const over = { ...window(refusal(400).length), ...late }
      expect(verdict('7.10', refusal(400), { over })).to.equal('observed')
      expect(verdict('7.10', refusal(400), { over: { ...window(0), ...late } })).to.equal('fail')
      expect(verdict('7.10', '', { over: { ...window(0), ...CLOSED, endedMs: 200 } })).to.equal('observed')
      expect(verdict('7.10', '', { over: { ...window(0), ...CLOSED, endedMs: 400 } })).to.equal('fail')
      expect(verdict('7.10', refusal(503), { over: { ...window(0), ...late } })).to.equal('inconclusive')
    })
  })

  it('7.11 judges refusals and interim responses too', () => {
    expect(derived('7.11', [base(switching()), base(refusal(400))]).verdict).to.equal('pass')
    expect(derived('7.11', [base(refusal(400).replace('Content-Length:', 'Content-Length :'))]).verdict).to.equal(
      'fail',
    )
    expect(derived('7.11', [base(`HTTP/1.1 103 Early Hints\nX: y\r\n\r\n${switching()}`)]).verdict).to.equal('fail')
  })

  it('7.14 warns, 7.15 and 7.19 record', () => {
    expect(verdict('7.14', refusal(400))).to.equal('warn')
    expect(verdict('7.15', refusal(400))).to.equal('observed')
    expect(verdict('7.19', refusal(503))).to.equal('observed')
    expect(verdict('7.19', WRONG_ACCEPT, { context: { control: observation({}, WRONG_ACCEPT) } })).to.equal('fail')
  })

  it('7.16, 7.17 and 7.21 record', () => {
    expect(derived('7.16', [base(switching('Sec-WebSocket-Key: x'))]).verdict).to.equal('observed')
    expect(derived('7.16', [base(switching())]).verdict).to.equal('pass')
    expect(derived('7.17', [base(response('HTTP/1.1 103 Early Hints') + switching())]).verdict).to.equal('observed')
    expect(derived('7.17', [base(switching())]).verdict).to.equal('pass')
    expect(derived('7.21', [base(response('HTTP/1.1 400 Bad', 'Sec-WebSocket-Accept: x'))]).verdict).to.equal(
      'observed',
    )
    expect(derived('7.21', [base(switching())]).verdict).to.equal('skip')
  })

  it('a refusal of the correct handshake is inconclusive for what follows a 101', () => {
    for (const id of ['7.01', '7.09', '7.18', '7.23']) {
      expect(judged(id, refusal(400))).to.include({ verdict: 'inconclusive' })
      expect(judged(id, refusal(400)).because).to.include('no clause obliges')
      expect(verdict(id, '', { over: CLOSED })).to.equal('inconclusive')
    }
  })

  it('7.23 fails a dead link even where the link of the control is dead', () => {
    const control = observation({}, switching(), DEAD_LINK)
    expect(verdict('7.23', switching(), { over: DEAD_LINK, context: { control } })).to.equal('fail')
    expect(verdict('7.23', `${switching()}\x8a\0`, { over: { marks: [mark('alive', 0)] } })).to.equal('pass')
    expect(verdict('7.01', switching(), { over: DEAD_LINK, context: { control } })).to.equal('pass')
  })

  it('7.23 quotes what binds the server, and does not blame it for closing (RFC 6455 7.3)', () => {
    const asked = (frame: string): Partial<Recording> => ({
      ...DEAD_LINK,
      sent: [{ atMs: 1, octets: Buffer.from(frame, 'latin1') }],
    })
    expect(judged('7.23', switching(), { over: asked('\x89\x80abcd') }).because).to.include('MUST send a Pong frame')
    expect(judged('7.23', switching(), { over: asked('\x88\x80abcd') }).because).to.include('MUST send a Close frame')
    expect(verdict('7.23', switching(), { over: asked('\x81\x80abcd') })).to.equal('inconclusive')
    const closed = judged('7.23', switching(), { over: { ...DEAD_LINK, ...CLOSED } })
    expect(closed.verdict).to.equal('inconclusive')
    expect(closed.because).to.include('Servers MAY close the WebSocket connection whenever desired')
    expect(verdict('7.23', `${switching()}x`, { over: { ...DEAD_LINK, ...CLOSED } })).to.equal('fail')
  })

  it('7.18 refers to the case that asked where that scores the response, too', () => {
    const asked = evidence(base(switching() + response('HTTP/1.1 200 OK', 'Content-Length: 0')), '12.41')
    const failed = derived('7.18', [asked, evidence(base(switching()))], {}, () => 'fail')
    expect(failed).to.include({ verdict: 'skip', scoredIn: '12.41' })
    expect(derived('7.18', [asked], {}, () => 'pass').verdict).to.equal('fail')
  })
})
