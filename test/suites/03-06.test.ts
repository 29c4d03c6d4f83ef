import { expect } from 'chai'
import type { Part } from '../../harness/case/case'
import type { JudgeContext } from '../../harness/case/check'
import type { Evidence } from '../../harness/case/derived'
import type { Observation } from '../../harness/case/observation'
import type { Recording } from '../../harness/case/recording'
import type { Verdict } from '../../harness/case/results'
import { judgeDerived } from '../../harness/judge/judge-derived'
import { judgePart } from '../../harness/judge/judge-part'
import { handshake } from '../../harness/wire/http1/request'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { upgradeSuite } from '../../suites/server/03-upgrade'
import { connectionSuite } from '../../suites/server/04-connection'
import { keySuite } from '../../suites/server/05-key'
import { versionSuite } from '../../suites/server/06-version'
import { caseOf, partOf } from './kit/cases'
import { context, evidence, mark, observation, response, switching, VARS } from './kit/observations'

const cases = [upgradeSuite, connectionSuite, keySuite, versionSuite].flatMap((suite) => suite.cases)

function rendered(part: Part): string {
  return handshake(VARS, [], part.send).octets.toString('latin1')
}

/** The lines of the field `name` that each part of a case sends, as they go out. */
function linesOf(id: string, name: string): string[][] {
  return (caseOf(id).parts ?? []).map((part) =>
    rendered(part)
      .split('\r\n')
      .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)),
  )
}

/** The Sec-WebSocket-Key that each part of a case sends. */
function keysOf(id: string): string[] {
  return linesOf(id, 'Sec-WebSocket-Key').map(([line]) => (line ?? '').slice('Sec-WebSocket-Key: '.length))
}

const CANONICAL_KEY = /^[A-Za-z0-9+/]{21}[AQgw]==$/

/** The verdict on `received` as the answer to a part of a case. */
function verdictOn(id: string, received: string, over: Partial<JudgeContext> = {}, name?: string): Verdict {
  const part = partOf(id, name)
  const of = caseOf(id)
  return judgePart(of, part, observation(part.send ?? {}, received), context({ level: of.level, ...over })).verdict
}

function refusal(status: number, ...lines: string[]): string {
  return response(`HTTP/1.1 ${status} Refused`, 'Content-Length: 0', ...lines)
}

/** A 101 for `key` that names `protocol`. */
function switchingTo(protocol: string, key = VARS.key): string {
  return response(
    'HTTP/1.1 101 Switching Protocols',
    `Upgrade: ${protocol}`,
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptFor(key)}`,
  )
}

function derivedVerdict(id: string, items: readonly Evidence[], over: Partial<JudgeContext> = {}) {
  const whole = context({ level: caseOf(id).level, ...over })
  return judgeDerived(caseOf(id), items, () => whole, whole)
}

function toVersion(value: string, received: string): Observation {
  return observation({ fields: { 'Sec-WebSocket-Version': value } }, received)
}

describe('suites 3 to 6', () => {
  it('have their cases in order, each part with a name of its own', () => {
    const numbers = (suite: number, count: number) =>
      Array.from({ length: count }, (_, index) => `${suite}.${`${index + 1}`.padStart(2, '0')}`)
    expect(cases.map(({ id }) => id)).to.deep.equal([
      ...numbers(3, 18),
      ...numbers(4, 18),
      ...numbers(5, 26),
      ...numbers(6, 19),
    ])
    for (const { id, parts = [] } of cases)
      expect(new Set(parts.map(({ name }) => name)).size, id).to.equal(parts.length)
  })

  it('name a requirement where something is required', () => {
    const bare = cases.filter(({ level, tests }) => level !== 'INFO' && tests.length === 0)
    expect(bare.map(({ id }) => id)).to.deep.equal([])
  })

  it('need the answers of cases that there are', () => {
    const missing = cases
      .flatMap(({ derived }) => derived?.from ?? [])
      .filter((id) => !cases.some((it) => it.id === id))
    expect(missing).to.deep.equal([])
  })
})

describe('suite 3 sends', () => {
  it('no Upgrade line in 3.01 and an empty one in 3.15', () => {
    expect(linesOf('3.01', 'Upgrade')).to.deep.equal([[]])
    expect(linesOf('3.15', 'Upgrade')).to.deep.equal([['Upgrade: ']])
  })

  it('one line, then the same on two, in 3.07', () => {
    expect(linesOf('3.07', 'Upgrade')).to.deep.equal([
      ['Upgrade: websocket, foo/1'],
      ['Upgrade: websocket', 'Upgrade: foo/1'],
    ])
  })

  it('the UTF-8 of U+212A and U+017F in 3.14', () => {
    const values = linesOf('3.14', 'Upgrade').map(([line]) => Buffer.from(line ?? '', 'latin1').toString('utf8'))
    expect(values).to.deep.equal(['Upgrade: websoc\u212aet', 'Upgrade: web\u017focket'])
  })

  it('HTAB and no SP in 3.16', () => {
    expect(linesOf('3.16', 'Upgrade')).to.deep.equal([['Upgrade:\twebsocket\t']])
  })

  it('the three fields of an upgrade to h2c in 3.17', () => {
    expect(rendered(partOf('3.17'))).to.include('Upgrade: h2c, websocket\r\nConnection: Upgrade, HTTP2-Settings\r\n')
    expect(rendered(partOf('3.17'))).to.match(/\r\nHTTP2-Settings: [A-Za-z0-9_-]+\r\n/)
  })
})

describe('suite 3 judges', () => {
  it('a page for a plain GET as right', () => {
    for (const status of [200, 404, 426]) expect(verdictOn('3.01', refusal(status))).to.equal('pass')
    expect(verdictOn('3.01', switching())).to.equal('fail')
  })

  it('a 426 by its Upgrade and its Connection', () => {
    const of = (...lines: string[]) => [
      evidence(observation({ fields: { Upgrade: null } }, refusal(426, ...lines)), '3.01'),
    ]
    expect(derivedVerdict('3.02', of('Upgrade: foo/1, WebSocket', 'Connection: close, upgrade')).verdict).to.equal(
      'pass',
    )
    expect(derivedVerdict('3.02', of('Upgrade: websocket', 'Connection: close')).verdict).to.equal('fail')
    expect(derivedVerdict('3.02', of('Connection: Upgrade')).verdict).to.equal('fail')
    expect(derivedVerdict('3.02', of('Connection: Upgrade'), { direct: false }).verdict).to.equal('warn')
    for (const gateway of ['nginx', 'nginx/1.22.1', 'Caddy', 'lighttpd/1.4.69', 'Apache/2.4.71 (Debian)'])
      expect(derivedVerdict('3.02', of('Upgrade: websocket', `Server: ${gateway}`)).verdict, gateway).to.equal('warn')
    expect(derivedVerdict('3.02', of('Upgrade: websocket', 'Server: Apache-Coyote/1.1')).verdict).to.equal('fail')
    expect(derivedVerdict('3.02', of('Upgrade: h2c', 'Connection: Upgrade')).verdict).to.equal('observed')
    expect(derivedVerdict('3.02', [evidence(observation({}, refusal(400)), '3.01')]).verdict).to.equal('skip')
  })

  it('two lines beside the one that means the same', () => {
    const part = partOf('3.07', 'two lines')
    const [oneLine, twoLines] = [
      observation(partOf('3.07', 'one line').send ?? {}, refusal(400)),
      observation(part.send ?? {}, switching()),
    ]
    const judge = (twin: Observation) =>
      judgePart(caseOf('3.07'), part, twoLines, context({ level: 'INFO', part: () => twin }))
    expect(judge(oneLine)).to.include({ verdict: 'observed' })
    expect(judge(oneLine).got).to.include('the same list on one line: 400')
    expect(judge(twoLines).got).to.not.include('one line')
  })

  it('a switch to another protocol that was offered as lawful, but not a WebSocket under its name', () => {
    const h2c = response('HTTP/1.1 101 Switching Protocols', 'Upgrade: h2c', 'Connection: Upgrade')
    expect(verdictOn('3.08', h2c)).to.equal('observed')
    expect(verdictOn('3.08', switchingTo('h2c'))).to.equal('fail')
    expect(verdictOn('3.08', switching())).to.equal('fail')
    expect(verdictOn('3.17', switchingTo('h2c'))).to.equal('observed')
  })

  it('an echo of a name that no server speaks as a switch', () => {
    expect(verdictOn('3.09', switchingTo('websockets'))).to.equal('fail')
    expect(verdictOn('3.12', switchingTo('"websocket"'))).to.equal('fail')
  })

  it('a version suffix without a score', () => {
    expect(verdictOn('3.11', refusal(400))).to.equal('pass')
    expect(verdictOn('3.11', switching())).to.equal('observed')
    expect(verdictOn('3.11', '')).to.equal('observed')
  })

  it('each protocol in a 101 against those offered', () => {
    const of = (upgrade: string | null, chosen: string) =>
      derivedVerdict('3.18', [evidence(observation({ fields: { Upgrade: upgrade } }, switchingTo(chosen)), '3.01')])
        .verdict
    expect(of('websocket', 'WebSocket')).to.equal('pass')
    expect(of('foo/1, h2c', 'h2c')).to.equal('pass')
    expect(of('websocket/13', 'websocket')).to.equal('pass')
    expect(of('websocket', 'websocket, h2c')).to.equal('fail')
    expect(of(null, 'websocket')).to.equal('fail')
  })
})

describe('suite 4 sends', () => {
  it('no Connection line in 4.01 and an empty one in 4.18', () => {
    expect(linesOf('4.01', 'Connection')).to.deep.equal([[]])
    expect(linesOf('4.18', 'Connection')).to.deep.equal([['Connection: ']])
  })

  it('two lines in 4.05 and 4.06', () => {
    expect(linesOf('4.05', 'Connection')).to.deep.equal([['Connection: keep-alive', 'Connection: Upgrade']])
    expect(linesOf('4.06', 'Connection')).to.deep.equal([['Connection: Upgrade', 'Connection: keep-alive']])
  })

  it('one empty member inside and one at the end in 4.10', () => {
    expect(linesOf('4.10', 'Connection')).to.deep.equal([['Connection: keep-alive, , Upgrade,']])
  })

  it('HTAB around each member in 4.11', () => {
    expect(linesOf('4.11', 'Connection')).to.deep.equal([['Connection:\tkeep-alive\t,\tUpgrade\t']])
  })

  it('Proxy-Connection in place of Connection in 4.16', () => {
    expect(linesOf('4.16', 'Connection')).to.deep.equal([[]])
    expect(linesOf('4.16', 'Proxy-Connection')).to.deep.equal([['Proxy-Connection: Upgrade']])
  })

  it('two hundred options before Upgrade in 4.17', () => {
    const [[line]] = linesOf('4.17', 'Connection') as [[string]]
    expect(line.split(', ')).to.have.length(201)
    expect(line).to.match(/, Upgrade$/)
  })
})

describe('suite 4 judges', () => {
  it('what a lenient reader recovers as contested, and shows both clauses', () => {
    for (const id of ['4.09', '4.13']) {
      const part = partOf(id)
      const judged = judgePart(caseOf(id), part, observation(part.send ?? {}, switching()), context())
      expect(judged.verdict).to.equal('contested')
      expect(judged.because).to.include('4.2.1').and.include('2.4')
      expect(verdictOn(id, refusal(400))).to.equal('pass')
    }
  })

  it('whether the link behind close, Upgrade can be used', () => {
    const part = partOf('4.12')
    const judged = (met: boolean) => {
      const over: Partial<Recording> = { marks: [mark('alive', 0, { met })] }
      return judgePart(
        caseOf('4.12'),
        part,
        observation(part.send ?? {}, switching(), over),
        context({ level: 'INFO' }),
      )
    }
    expect(judged(true)).to.include({ verdict: 'observed' })
    expect(judged(true).got).to.include('stays usable')
    expect(judged(false).got).to.include('not usable')
  })

  it('a key that Connection names by who answered', () => {
    const part = partOf('4.15')
    const judged = (direct: boolean, received: string) =>
      judgePart(caseOf('4.15'), part, observation(part.send ?? {}, received), context({ level: 'SECURITY', direct }))
    expect(judged(true, switching()).verdict).to.equal('observed')
    expect(judged(false, refusal(400)).verdict).to.equal('observed')
    expect(judged(false, switching()).got).to.include('an intermediary forwarded the key')
  })
})

describe('suite 5 sends', () => {
  it('canonical keys where only something else is wrong', () => {
    for (const id of ['5.11', '5.19']) for (const key of keysOf(id)) expect(key, id).to.match(CANONICAL_KEY)
    expect(keysOf('5.10')).to.deep.equal(['AQIDBAUGBwgJCgsMDQ4PEC=='])
    expect(keysOf('5.10')[0]).to.not.match(CANONICAL_KEY)
  })

  it('keys of 15 and 17 octets in 5.03 and 5.04', () => {
    expect(keysOf('5.03')).to.deep.equal(['dGhlIHNhbXBsZSBub25j'])
    const [key = ''] = keysOf('5.04')
    expect(key).to.match(/^[A-Za-z0-9+/]{23}=$/)
    expect(Buffer.from(key, 'base64')).to.have.length(17)
  })

  it('the padding that 5.05 and 5.06 name', () => {
    expect(keysOf('5.05')).to.deep.equal(['dGhlIHNhbXBsZSBub25jZQ'])
    const counts = keysOf('5.06').map((key) => [
      key.replace(/=/g, '').length,
      key.length - key.replace(/=/g, '').length,
    ])
    expect(counts).to.deep.equal([
      [23, 3],
      [24, 2],
      [22, 3],
    ])
  })

  it('- or _ in 5.07 whatever the nonce, and no + or / beside it', () => {
    for (const [index, part] of (caseOf('5.07').parts ?? []).entries()) {
      const octets = handshake({ ...VARS, key: '+/+/+/+/+/+/+/+/+/+/+w==' }, [], part.send).octets.toString('latin1')
      const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(octets)?.[1] ?? ''
      expect(key).to.match(index === 0 ? /^-[A-Za-z0-9-]{20}[AQgw]==$/ : /^_[A-Za-z0-9_]{20}[AQgw]==$/)
    }
  })

  it('22 characters that are not base64 in 5.08, and one space in 5.09', () => {
    expect(keysOf('5.08')).to.deep.equal([`${'!'.repeat(22)}==`])
    expect(keysOf('5.09')).to.deep.equal(['dGhlIHNhbXBsZ SBub25jZQ=='])
  })

  it('whitespace around the key in 5.12 and none in 5.13', () => {
    expect(linesOf('5.12', 'Sec-WebSocket-Key')).to.deep.equal([[`Sec-WebSocket-Key:  \t${VARS.key} \t `]])
    expect(linesOf('5.13', 'Sec-WebSocket-Key')).to.deep.equal([[`Sec-WebSocket-Key:${VARS.key}`]])
  })

  it('two keys in 5.14 to 5.16', () => {
    const line = (value: string) => `Sec-WebSocket-Key: ${value}`
    expect(linesOf('5.14', 'Sec-WebSocket-Key')).to.deep.equal([[line(VARS.key), line(VARS.key)]])
    expect(linesOf('5.15', 'Sec-WebSocket-Key')).to.deep.equal([[line(VARS.key), line(VARS.otherKey)]])
    expect(linesOf('5.16', 'Sec-WebSocket-Key')).to.deep.equal([[line(`${VARS.key}, ${VARS.otherKey}`)]])
  })

  it('8192 characters in 5.22, alone because it can hurt', () => {
    expect(keysOf('5.22')[0]).to.match(/^[A-Za-z0-9+/]{8192}$/)
    expect(caseOf('5.22').hurts).to.equal(true)
  })

  it('exactly one octet E9 in 5.23', () => {
    const octets = handshake(VARS, [], partOf('5.23').send).octets
    expect(octets.filter((octet) => octet > 0x7f)).to.deep.equal(Buffer.from([0xe9]))
    expect(keysOf('5.23')[0]).to.match(/^[^=]{22}==$/)
  })

  it('eight octets behind a handshake of 2010 in 5.24', () => {
    const [head = '', body = ''] = rendered(partOf('5.24')).split('\r\n\r\n')
    expect(body).to.have.length(8)
    expect(head)
      .to.match(/Sec-WebSocket-Key1: /)
      .and.match(/Sec-WebSocket-Key2: /)
    expect(head).to.not.match(/Sec-WebSocket-(Key|Version):/)
  })

  it('the key behind the last chunk in 5.25, and under another name in 5.26', () => {
    const [head = '', ...rest] = rendered(partOf('5.25')).split('\r\n\r\n')
    expect(head).to.include('Transfer-Encoding: chunked').and.not.include('Sec-WebSocket-Key')
    expect(rest).to.deep.equal([`0\r\nSec-WebSocket-Key: ${VARS.key}`, ''])
    expect(linesOf('5.26', 'Sec-WebSocket-Key')).to.deep.equal([[]])
    expect(linesOf('5.26', 'Sec_WebSocket_Key')).to.deep.equal([[`Sec_WebSocket_Key: ${VARS.key}`]])
  })
})

describe('suite 5 sends again', () => {
  const first = observation({}, switching())

  /** The key of the part that follows, as it follows from a first part that was sent with VARS.key. */
  function followingKey(id: string): string {
    const [part] = caseOf(id).follow?.(new Map([['first', first]]), VARS) ?? []
    const octets = handshake({ ...VARS, key: VARS.otherKey }, [], part?.send).octets.toString('latin1')
    return /Sec-WebSocket-Key: (.*)\r\n/.exec(octets)?.[1] ?? ''
  }

  it('the same key in 5.20', () => {
    expect(followingKey('5.20')).to.equal(VARS.key)
  })

  it('a canonical key that differs only in the case of its first 21 characters in 5.21', () => {
    const key = followingKey('5.21')
    expect(key).to.match(CANONICAL_KEY).and.not.equal(VARS.key)
    expect(key.toLowerCase()).to.equal(VARS.key.toLowerCase())
    expect(key.slice(21)).to.equal(VARS.key.slice(21))
  })

  it('nothing where the first key is not known', () => {
    expect(caseOf('5.20').follow?.(new Map(), VARS)).to.deep.equal([])
  })

  it('and lets a server refuse the repeated key but not answer it wrongly', () => {
    const [part] = caseOf('5.20').follow?.(new Map([['first', first]]), VARS) ?? []
    if (!part) throw new Error('5.20 has no second part')
    const verdict = (received: string) =>
      judgePart(caseOf('5.20'), part, observation(part.send ?? {}, received), context()).verdict
    expect(verdict(switching())).to.equal('pass')
    expect(verdict(refusal(403))).to.equal('observed')
    expect(verdict(switchingTo('websocket', VARS.otherKey))).to.equal('fail')
  })
})

describe('suite 5 judges', () => {
  it('the length of a key as contested and its syntax not', () => {
    for (const id of ['5.03', '5.04', '5.09', '5.22']) expect(verdictOn(id, switching()), id).to.equal('contested')
    for (const id of ['5.05', '5.06', '5.07', '5.08', '5.14']) expect(verdictOn(id, switching()), id).to.equal('fail')
    expect(verdictOn('5.22', refusal(431))).to.equal('pass')
  })

  it('the Accept for the non-canonical key as it was sent', () => {
    expect(verdictOn('5.10', refusal(400))).to.equal('observed')
    expect(verdictOn('5.10', switchingTo('websocket', 'AQIDBAUGBwgJCgsMDQ4PEC=='))).to.equal('observed')
    expect(verdictOn('5.10', switchingTo('websocket', 'AQIDBAUGBwgJCgsMDQ4PEA=='))).to.equal('fail')
  })

  it('the Accept for a trimmed key even where the control had a wrong one', () => {
    const control = observation({}, switchingTo('websocket', VARS.otherKey))
    expect(verdictOn('5.12', switching())).to.equal('pass')
    expect(verdictOn('5.12', switchingTo('websocket', `\t${VARS.key} \t`))).to.equal('fail')
    expect(verdictOn('5.12', switchingTo('websocket', VARS.otherKey), { control })).to.equal('fail')
    expect(verdictOn('5.13', switchingTo('websocket', VARS.otherKey), { control })).to.equal('pass')
  })

  it('a hang after the handshake of 2010 without a score', () => {
    expect(verdictOn('5.24', '')).to.equal('observed')
  })
})

describe('suite 6 sends', () => {
  it('the lines that the cases name', () => {
    const line = (value: string) => `Sec-WebSocket-Version: ${value}`
    expect(linesOf('6.01', 'Sec-WebSocket-Version')).to.deep.equal([[]])
    expect(linesOf('6.03', 'Sec-WebSocket-Version').flat()).to.deep.equal(['9', '10', '11', '12'].map(line))
    expect(linesOf('6.10', 'Sec-WebSocket-Version')).to.deep.equal([[line('13, 8')]])
    expect(linesOf('6.12', 'Sec-WebSocket-Version')).to.deep.equal([
      [line('13'), line('8')],
      [line('8'), line('13')],
    ])
    expect(linesOf('6.13', 'Sec-WebSocket-Version')).to.deep.equal([['Sec-WebSocket-Version:\t13 \t']])
    expect(linesOf('6.15', 'Sec-WebSocket-Version').flat()).to.deep.equal(['-13', '', '1 3'].map(line))
  })

  it('numbers in 6.14 that wrap to 13', () => {
    const values = linesOf('6.14', 'Sec-WebSocket-Version').map(([line]) => BigInt((line ?? '').split(': ')[1] ?? ''))
    const wrapped = [8, 16, 32, 64].map((bits, index) => BigInt.asUintN(bits, values[index] ?? 0n))
    expect(wrapped).to.deep.equal([13n, 13n, 13n, 13n])
  })

  it('the UTF-8 of two fullwidth digits in 6.16', () => {
    const [[line]] = linesOf('6.16', 'Sec-WebSocket-Version') as [[string]]
    expect(Buffer.from(line, 'latin1').toString('utf8')).to.equal('Sec-WebSocket-Version: \uff11\uff13')
  })

  it('each advertised version once in 6.07, those that can be tried first', () => {
    const refused = toVersion('14', refusal(426, 'Sec-WebSocket-Version: 25, 13', 'Sec-WebSocket-Version: 8, 13, x'))
    const parts = caseOf('6.07').follow?.(new Map([['14', refused]]), VARS) ?? []
    expect(parts.map(({ name }) => name)).to.deep.equal(['advertised 8', 'advertised 13', 'advertised 25'])
    const of = caseOf('6.07')
    const verdicts = parts.map(
      (part) => judgePart(of, part, observation(part.send ?? {}, refusal(400)), context({ level: of.level })).verdict,
    )
    expect(verdicts).to.deep.equal(['warn', 'warn', 'observed'])
  })
})

describe('suite 6 judges', () => {
  const naming = 'Sec-WebSocket-Version: 8, 13'

  it('a refusal by the versions it names, whatever its status', () => {
    for (const status of [400, 426, 404]) expect(verdictOn('6.02', refusal(status, naming))).to.equal('pass')
    expect(verdictOn('6.02', refusal(426))).to.equal('fail')
    expect(verdictOn('6.02', refusal(500, naming))).to.equal('warn')
    expect(verdictOn('6.02', response('HTTP/1.1 200 OK', 'Content-Length: 0'))).to.equal('observed')
    expect(verdictOn('6.02', switching())).to.equal('fail')
  })

  it('a refusal by a busy server as no evidence', () => {
    for (const status of [429, 503]) expect(verdictOn('6.02', refusal(status))).to.equal('inconclusive')
  })

  it('a missing list as a warning where no version was asked for', () => {
    for (const id of ['6.01', '6.14']) {
      expect(verdictOn(id, refusal(400)), id).to.equal('warn')
      expect(verdictOn(id, refusal(400, naming)), id).to.equal('pass')
    }
  })

  it('the list itself, over all its lines', () => {
    const of = (...lines: string[]) =>
      derivedVerdict('6.06', [evidence(toVersion('14', refusal(426, ...lines)), '6.02')])
    expect(of('Sec-WebSocket-Version: 8', 'Sec-WebSocket-Version: 7, 13').verdict).to.equal('pass')
    for (const list of ['', ',', '013, 13', '13, 256', '8', '13;q=1, 13'])
      expect(of(`Sec-WebSocket-Version: ${list}`).verdict, list).to.equal('fail')
    expect(of().verdict).to.equal('skip')
  })

  it('a second request on the connection by what came back', () => {
    const part = partOf('6.17')
    const first = refusal(426, naming)
    const got = (received: string, over: Partial<Recording> = {}) => {
      const both = observation(part.send ?? {}, received, {
        requests: [handshake(VARS, [], part.send), handshake(VARS, [], {})],
        ...over,
      })
      return judgePart(caseOf('6.17'), part, both, context({ level: 'INFO' }))
    }
    expect(got(first + switching()).got).to.match(/same connection: 101$/)
    expect(got(first + switching(), { marks: [mark('alive', 0, { met: false })] }).got).to.include(
      'the link does not work',
    )
    expect(got(`${first}nonsense`).got).to.include('bytes that are not an HTTP response')
    expect(got(first).got).to.include('stays open')
    expect(got(first, { ended: 'closed' }).got).to.match(/closed$/)
    expect(got(first).verdict).to.equal('observed')
    expect(got(first, { requests: [handshake(VARS, [], part.send)] }).got).to.include('not kept')
  })

  it('a Version field in a 101 without a score', () => {
    expect(derivedVerdict('6.18', [evidence(observation({}, switching()), 'control')]).verdict).to.equal('pass')
    expect(derivedVerdict('6.18', [evidence(observation({}, switching(naming)), 'control')]).verdict).to.equal(
      'observed',
    )
  })

  it('what is accepted against what is advertised', () => {
    const control = evidence(observation({}, switching()), 'control')
    const eight = evidence(toVersion('8', switching()), '6.05')
    const lists = (value: string) => evidence(toVersion('14', refusal(400, `Sec-WebSocket-Version: ${value}`)), '6.02')
    expect(derivedVerdict('6.19', [control, eight, lists('13, 8, 7')]).verdict).to.equal('pass')
    expect(derivedVerdict('6.19', [control, lists('13')]).verdict).to.equal('pass')
    expect(derivedVerdict('6.19', [control, eight]).verdict).to.equal('skip')
    const unlisted = derivedVerdict('6.19', [control, eight, lists('13')])
    expect(derivedVerdict('6.19', [control, eight, lists('13'), lists('13')]).got).to.include('advertises 13 (')
    expect(unlisted).to.include({ verdict: 'fail', got: 'accepts 8 and advertises 13 (in 1 of 3 cases: 6.05)' })
  })
})
