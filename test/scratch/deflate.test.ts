import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { expect } from 'chai'
import fc from 'fast-check'
import { readExtensions } from '../../servers-under-test/scratch/http/fields'
import { MessageDeflate } from '../../servers-under-test/scratch/websocket/deflate'
import { agreeDeflate, type DeflateAgreement } from '../../servers-under-test/scratch/websocket/deflate-offer'

const agree = (value: string) => agreeDeflate(readExtensions(value) ?? [])?.answer

const TAKEOVER: DeflateAgreement = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: 15,
  answer: '',
}

const sync = { finishFlush: constants.Z_SYNC_FLUSH }
const withTail = (payload: Buffer) => Buffer.concat([payload, Buffer.from([0, 0, 0xff, 0xff])])
const untailed = (payload: Buffer) => payload.subarray(0, -4)

describe('scratch: permessage-deflate negotiation', () => {
  for (const [offer, answer] of [
    ['permessage-deflate', 'permessage-deflate'],
    ['permessage-deflate; client_max_window_bits', 'permessage-deflate'],
    ['permessage-deflate; client_max_window_bits=8', 'permessage-deflate'],
    ['permessage-deflate; client_max_window_bits="10"', 'permessage-deflate'],
    ['permessage-deflate; server_max_window_bits=9', 'permessage-deflate; server_max_window_bits=9'],
    ['permessage-deflate; server_max_window_bits=15', 'permessage-deflate; server_max_window_bits=15'],
    ['permessage-deflate; server_no_context_takeover', 'permessage-deflate; server_no_context_takeover'],
    ['permessage-deflate; client_no_context_takeover', 'permessage-deflate; client_no_context_takeover'],
    ['permessage-deflate; x_unknown, permessage-deflate', 'permessage-deflate'],
    [
      'permessage-deflate; server_max_window_bits=10, permessage-deflate',
      'permessage-deflate; server_max_window_bits=10',
    ],
    ['permessage-deflate, permessage-deflate', 'permessage-deflate'],
    ['foo, permessage-deflate', 'permessage-deflate'],
  ] as const) {
    it(`answers ${offer} with ${answer}`, () => {
      expect(agree(offer)).to.equal(answer)
    })
  }

  for (const parameters of [
    'x_unknown',
    'server_max_window_bits',
    'server_max_window_bits=8',
    'server_max_window_bits=7',
    'server_max_window_bits=16',
    'server_max_window_bits=09',
    'server_max_window_bits=abc',
    'client_max_window_bits=0',
    'client_max_window_bits=10.0',
    'client_max_window_bits=-8',
    'client_max_window_bits=015',
    'server_no_context_takeover=1',
    'client_no_context_takeover=1',
    'server_no_context_takeover; server_no_context_takeover',
    'server_max_window_bits=10; server_max_window_bits=11',
  ]) {
    it(`declines ${parameters}`, () => {
      expect(agree(`permessage-deflate; ${parameters}`)).to.equal(undefined)
    })
  }

  it('matches the name whole and outside parameters', () => {
    expect(agree('permessage-deflate-x, xpermessage-deflate, permessage, x; permessage-deflate')).to.equal(undefined)
  })
})

describe('scratch: permessage-deflate', () => {
  it('gives back what it compressed, message after message', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 5 }), (messages) => {
        const server = new MessageDeflate(TAKEOVER)
        const mirror = new MessageDeflate(TAKEOVER)
        for (const message of messages) {
          const inflated = mirror.decompress(server.compress(Buffer.from(message)), 4000)
          expect(inflated).to.deep.equal(Buffer.from(message))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('refers to earlier messages, and does not where that was ruled out', () => {
    const text = Buffer.from(Array.from({ length: 600 }, (_, index) => (index * 7919) % 251))
    const kept = new MessageDeflate(TAKEOVER)
    const reset = new MessageDeflate({ ...TAKEOVER, serverNoContextTakeover: true })
    const [first, second] = [kept.compress(text), kept.compress(text)]
    expect(second.length).to.be.below(first.length)
    for (const payload of [reset.compress(text), reset.compress(text)]) {
      expect(inflateRawSync(withTail(payload), sync)).to.deep.equal(text)
    }
  })

  it('keeps to a small window', () => {
    const noise = Buffer.from(Array.from({ length: 700 }, (_, index) => (index * index * 31) % 253))
    const server = new MessageDeflate({ ...TAKEOVER, serverMaxWindowBits: 9 })
    const payload = server.compress(Buffer.concat([noise, noise]))
    const inflated = inflateRawSync(withTail(payload), { ...sync, windowBits: 9, chunkSize: 64 })
    expect(inflated).to.deep.equal(Buffer.concat([noise, noise]))
  })

  it('stops at the limit and at what is no DEFLATE data', () => {
    const bomb = untailed(deflateRawSync(Buffer.alloc(10_000_000), sync))
    expect(new MessageDeflate(TAKEOVER).decompress(bomb, 1_000_000)).to.equal('too large')
    expect(new MessageDeflate(TAKEOVER).decompress(Buffer.from('garbage'), 1000)).to.equal('invalid')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        new MessageDeflate(TAKEOVER).decompress(Buffer.from(bytes), 100)
      }),
    )
  })
})
