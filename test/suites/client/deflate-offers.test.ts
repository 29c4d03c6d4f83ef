import { expect } from 'chai'
import type { RequestHead } from '../../../harness/case/client-observation'
import {
  accepting,
  acceptingWithout,
  chosenOffer,
  deflateOffers,
  minimalAcceptance,
} from '../../../suites/client/06-extensions/offers'

/** A request with these lines of Sec-WebSocket-Extensions. */
function asking(...lines: readonly string[]): RequestHead {
  const fields = lines.map((value) => ({ name: 'sec-websocket-extensions', value, line: '' }))
  return { fields } as unknown as RequestHead
}

/** The minimal acceptance of the first offer in these lines. */
function accepted(...lines: readonly string[]): string {
  const [offer] = deflateOffers(asking(...lines))
  return offer ? accepting(offer) : ''
}

describe('the minimal acceptance of an offer of permessage-deflate', () => {
  const FORMS: readonly [offer: string, answer: string][] = [
    ['permessage-deflate', 'permessage-deflate'],
    ['permessage-deflate; client_max_window_bits', 'permessage-deflate'],
    ['permessage-deflate; client_max_window_bits=10', 'permessage-deflate'],
    ['permessage-deflate; client_no_context_takeover', 'permessage-deflate; client_no_context_takeover'],
    ['permessage-deflate; server_no_context_takeover', 'permessage-deflate; server_no_context_takeover'],
    ['permessage-deflate; server_max_window_bits=10', 'permessage-deflate; server_max_window_bits=10'],
    ['permessage-deflate;server_max_window_bits="12"', 'permessage-deflate; server_max_window_bits=12'],
    [
      'permessage-deflate; client_max_window_bits=9; client_no_context_takeover; server_max_window_bits=8; server_no_context_takeover',
      'permessage-deflate; server_no_context_takeover; server_max_window_bits=8; client_no_context_takeover',
    ],
    [
      'x-foo, permessage-deflate; server_max_window_bits=9, permessage-deflate',
      'permessage-deflate; server_max_window_bits=9',
    ],
  ]
  for (const [offer, answer] of FORMS) it(offer, () => expect(accepted(offer)).to.equal(answer))

  it('reads offers on several lines as one list', () => {
    expect(accepted('x-foo', 'permessage-deflate; server_no_context_takeover')).to.equal(
      'permessage-deflate; server_no_context_takeover',
    )
  })

  it('accepts no offer that is invalid, and none in a malformed field', () => {
    const invalid = [
      'server_max_window_bits',
      'server_max_window_bits=7',
      'client_max_window_bits=016',
      'server_no_context_takeover=1',
      'x',
      'client_max_window_bits; client_max_window_bits',
    ]
    for (const params of invalid) expect(accepted(`permessage-deflate; ${params}`), params).to.equal('')
    expect(accepted('permessage-deflate;')).to.equal('')
    expect(accepted('permessage-deflate; x, permessage-deflate')).to.equal('permessage-deflate')
  })

  it('with a parameter replaces that of the offer, or adds it', () => {
    const [offer] = deflateOffers(asking('permessage-deflate; server_max_window_bits=10; server_no_context_takeover'))
    if (!offer) throw new Error('no offer')
    expect(accepting(offer, { server_max_window_bits: '7' })).to.equal(
      'permessage-deflate; server_no_context_takeover; server_max_window_bits=7',
    )
    expect(accepting(offer, { client_no_context_takeover: null })).to.match(/; client_no_context_takeover$/)
    expect(acceptingWithout(offer, 'server_max_window_bits')).to.equal('permessage-deflate; server_no_context_takeover')
    expect(minimalAcceptance(offer)).to.deep.equal({ server_no_context_takeover: null, server_max_window_bits: '10' })
  })

  it('is chosen by what a case wants, or says why there is none', () => {
    const request = asking('permessage-deflate; server_max_window_bits=10, permessage-deflate')
    const free = chosenOffer(request, { some: ({ serverBits }) => serverBits === null, otherwise: 'none' })
    expect(free).to.have.property('serverBits', null)
    const limited = {
      every: ({ serverBits }: { serverBits: number | null }) => serverBits !== null,
      otherwise: 'one is free',
    }
    expect(chosenOffer(request, limited)).to.equal('one is free')
    expect(chosenOffer(asking(), {})).to.equal('the client offers no permessage-deflate')
    expect(chosenOffer(asking('permessage-deflate; x'), {})).to.match(/no valid offer/)
  })
})
