import { expect } from 'chai'
import type { Vars } from '../../harness/case/vars'
import { judgePart } from '../../harness/judge/judge-part'
import { handshake } from '../../harness/wire/http1/request'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { keySuite } from '../../suites/server/05-key'
import { caseOf } from './kit/cases'
import { judged, verdict } from './kit/judged'
import { ACCEPT, context, observation, refusal, switching, switchingTo, switchingWith, VARS } from './kit/observations'
import { fieldLines, fieldValues, sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

const CANONICAL_KEY = /^[A-Za-z0-9+/]{21}[AQgw]==$/

/** The Sec-WebSocket-Key that each part of a case sends. */
function keysOf(id: string, over: Partial<Vars> = {}): string[] {
  return fieldLines(id, 'Sec-WebSocket-Key', over).map(([line]) => (line ?? '').slice('Sec-WebSocket-Key: '.length))
}

describe('suite 5', () => {
  itIsComplete(keySuite, ids(5, 27))
})

describe('suite 5 sends', () => {
  it('canonical keys where only something else is wrong', () => {
    for (const id of ['5.11', '5.19']) for (const key of keysOf(id)) expect(key, id).to.match(CANONICAL_KEY)
    expect(keysOf('5.10')).to.deep.equal(['AQIDBAUGBwgJCgsMDQ4PEC=='])
    expect(keysOf('5.10')[0]).to.not.match(CANONICAL_KEY)
  })

  it('keys of 15 and 17 bytes in 5.03 and 5.04', () => {
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

  it('- or _ in 5.07 whatever the nonce, and no + or /', () => {
    const [hyphen, underscore, ...more] = keysOf('5.07', { key: '+/+/+/+/+/+/+/+/+/+/+w==' })
    expect(hyphen).to.match(/^-[A-Za-z0-9-]{20}[AQgw]==$/)
    expect(underscore).to.match(/^_[A-Za-z0-9_]{20}[AQgw]==$/)
    expect(more).to.deep.equal([])
  })

  it('22 characters that are not base64 in 5.08, and one space in 5.09', () => {
    expect(keysOf('5.08')).to.deep.equal([`${'!'.repeat(22)}==`])
    expect(keysOf('5.09')).to.deep.equal(['dGhlIHNhbXBsZ SBub25jZQ=='])
  })

  it('whitespace around the key in 5.12 and none in 5.13', () => {
    expect(fieldLines('5.12', 'Sec-WebSocket-Key')).to.deep.equal([
      [`Sec-WebSocket-Key:   ${VARS.key}  `],
      [`Sec-WebSocket-Key:\t${VARS.key}\t`],
    ])
    expect(fieldLines('5.13', 'Sec-WebSocket-Key')).to.deep.equal([[`Sec-WebSocket-Key:${VARS.key}`]])
  })

  it('two keys in 5.14 to 5.16', () => {
    const line = (value: string) => `Sec-WebSocket-Key: ${value}`
    expect(fieldLines('5.14', 'Sec-WebSocket-Key')).to.deep.equal([[line(VARS.key), line(VARS.key)]])
    expect(fieldLines('5.15', 'Sec-WebSocket-Key')).to.deep.equal([[line(VARS.key), line(VARS.otherKey)]])
    expect(fieldLines('5.16', 'Sec-WebSocket-Key')).to.deep.equal([[line(`${VARS.key}, ${VARS.otherKey}`)]])
  })

  it('8192 characters in 5.22, alone because it can hurt', () => {
    expect(keysOf('5.22')[0]).to.match(/^[A-Za-z0-9+/]{8192}$/)
    expect(caseOf('5.22').hurts).to.equal(true)
  })

  it('exactly one byte E9 in 5.23', () => {
    const bytes = Buffer.from(sent('5.23'), 'latin1')
    expect(bytes.filter((byte) => byte > 0x7f)).to.deep.equal(Buffer.from([0xe9]))
    expect(keysOf('5.23')[0]).to.match(/^[^=]{22}==$/)
  })

  it('eight bytes after the handshake of Hixie-76 in 5.24', () => {
    const [head = '', body = ''] = sent('5.24').split('\r\n\r\n')
    expect(body).to.have.length(8)
    expect(head)
      .to.match(/Sec-WebSocket-Key1: /)
      .and.match(/Sec-WebSocket-Key2: /)
    expect(head).to.not.match(/Sec-WebSocket-(Key|Version):/)
  })

  it('the key after the last chunk in 5.25, and under another name in 5.26', () => {
    const [head = '', ...rest] = sent('5.25').split('\r\n\r\n')
    expect(head).to.include('Transfer-Encoding: chunked').and.not.include('Sec-WebSocket-Key')
    expect(rest).to.deep.equal([`0\r\nSec-WebSocket-Key: ${VARS.key}`, ''])
    expect(fieldLines('5.26', 'Sec-WebSocket-Key')).to.deep.equal([[]])
    expect(fieldLines('5.26', 'Sec_WebSocket_Key')).to.deep.equal([[`Sec_WebSocket_Key: ${VARS.key}`]])
  })
})

describe('the hashes of 5.27', () => {
  const hashOf = (part: string) =>
    Buffer.from(acceptFor(fieldValues('5.27', 'Sec-WebSocket-Key', part)[0] ?? ''), 'base64')

  it('have the bytes that the parts name', () => {
    expect(hashOf('00 as the first byte')[0]).to.equal(0)
    expect([...hashOf('00 in the middle').entries()].filter(([, byte]) => byte === 0)).to.deep.equal([[9, 0]])
    expect(hashOf('00 as the last byte').at(-1)).to.equal(0)
    expect([hashOf('00 at both ends').at(0), hashOf('00 at both ends').at(-1)]).to.deep.equal([0, 0])
    expect(hashOf('0A as the last byte').at(-1)).to.equal(10)
  })

  it('fail where they are cut', () => {
    const part = '00 in the middle'
    const [key = ''] = fieldValues('5.27', 'Sec-WebSocket-Key', part)
    const cut = hashOf(part).subarray(0, 9).toString('base64')
    expect(verdict('5.27', switchingTo('websocket', key), { part })).to.equal('pass')
    expect(verdict('5.27', switchingWith(ACCEPT, cut), { part })).to.equal('fail')
  })
})

describe('suite 5 follows with', () => {
  const first = observation({}, switching())

  /** The key of the part that follows a first part which was sent with VARS.key. */
  function followingKey(id: string): string {
    const [part] = caseOf(id).follow?.(new Map([['first', first]]), VARS) ?? []
    const text = handshake({ ...VARS, key: VARS.otherKey }, [], part?.send).octets.toString('latin1')
    return /Sec-WebSocket-Key: (.*)\r\n/.exec(text)?.[1] ?? ''
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

  it('no part where the first key is not known', () => {
    expect(caseOf('5.20').follow?.(new Map(), VARS)).to.deep.equal([])
  })

  it('a repeated key that the server may refuse but not answer wrongly', () => {
    const [part] = caseOf('5.20').follow?.(new Map([['first', first]]), VARS) ?? []
    if (!part) throw new Error('5.20 has no second part')
    const verdictOn = (received: string) =>
      judgePart(caseOf('5.20'), part, observation(part.send ?? {}, received), context()).verdict
    expect(verdictOn(switching())).to.equal('pass')
    expect(verdictOn(refusal(403))).to.equal('observed')
    expect(verdictOn(switchingTo('websocket', VARS.otherKey))).to.equal('fail')
  })
})

describe('suite 5 judges', () => {
  it('the length of a key as contested and its syntax not', () => {
    for (const id of ['5.03', '5.04', '5.22']) expect(verdict(id, switching()), id).to.equal('contested')
    for (const id of ['5.05', '5.06', '5.07', '5.08', '5.09', '5.14', '5.17'])
      expect(verdict(id, switching()), id).to.equal('fail')
    expect(verdict('5.22', refusal(431))).to.equal('pass')
  })

  it('the Accept for the non-canonical key as it was sent', () => {
    expect(verdict('5.10', refusal(400))).to.equal('observed')
    expect(verdict('5.10', switchingTo('websocket', 'AQIDBAUGBwgJCgsMDQ4PEC=='))).to.equal('observed')
    expect(verdict('5.10', switchingTo('websocket', 'AQIDBAUGBwgJCgsMDQ4PEA=='))).to.equal('fail')
  })

  it('the length on two sides, each with its clause', () => {
    const { because } = judged('5.03', switching())
    const [strict = '', lenient = ''] = because.split('but: ')
    expect(strict).to.match(/16 bytes in length.*"Incoming data MUST always be validated/)
    expect(lenient).to.match(/^RFC 6455 4\.2\.2 .*not necessary/)
  })

  it('with the clause that binds the server first, in its words', () => {
    expect(judged('5.05', switching()).because).to.match(/^RFC 6455 4\.2\.1 .*2base64-character "==".*MUST stop/)
    expect(judged('5.14', switching()).because).to.match(/^RFC 9110 5\.2 .*combined field value/)
  })

  it('the Accept for a trimmed key; where that of the control is wrong too, 7.01 scores it', () => {
    const control = observation({}, switchingTo('websocket', VARS.otherKey))
    expect(verdict('5.12', switching())).to.equal('pass')
    expect(verdict('5.12', switchingTo('websocket', `\t${VARS.key} \t`))).to.equal('fail')
    expect(verdict('5.12', switching(), { context: { control } })).to.equal('pass')
    const wrong = judged('5.12', switchingTo('websocket', VARS.otherKey), { context: { control } })
    expect(wrong).to.include({ verdict: 'skip', scoredIn: '7.01' })
    expect(verdict('5.13', switchingTo('websocket', VARS.otherKey), { context: { control } })).to.equal('pass')
  })

  it('a hang after the handshake of Hixie-76 without a score', () => {
    expect(verdict('5.24', '')).to.equal('observed')
  })
})
