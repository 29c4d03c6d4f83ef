import { constants, deflateRawSync } from 'node:zlib'
import type { ServerFunctions } from '../functions'
import { agreeDeflate, type DeflateAgreement } from '../websocket/deflate-offer'
import type { Variant } from './variant'

/** Agrees as the intact server does, and changes the agreement. */
function agreeing(change: (agreement: DeflateAgreement) => DeflateAgreement): Variant['replaces'] {
  return () => ({
    agreeDeflate(offers) {
      const agreement = agreeDeflate(offers)
      return agreement === undefined ? undefined : change(agreement)
    },
  })
}

/** The answer with one more parameter, unless it has it. */
function plus(answer: string, parameter: string): string {
  const [name = ''] = parameter.split('=')
  return answer.includes(name) ? answer : `${answer}; ${parameter}`
}

/** What a message must have to be worth compressing, bytes. */
const THRESHOLD = 64

/** Blocks without compression, which DEFLATE allows. RFC 7692 7.2.3.3. */
function storedBlocks(message: Buffer): Buffer {
  const stored = deflateRawSync(message, { level: 0, finishFlush: constants.Z_SYNC_FLUSH })
  return stored.subarray(0, stored.length - 4)
}

/** How permessage-deflate is negotiated and used. */
export const DEFLATE_VARIANTS: readonly Variant[] = [
  {
    name: 'deflate-client-no-context',
    says: 'always answers client_no_context_takeover and obeys it',
    clause: 'RFC 7692 7.1.1.2',
    replaces: agreeing((agreement) => ({
      ...agreement,
      clientNoContextTakeover: true,
      answer: plus(agreement.answer, 'client_no_context_takeover'),
    })),
  },
  {
    name: 'deflate-server-no-context',
    says: 'always answers server_no_context_takeover and obeys it',
    clause: 'RFC 7692 7.1.1.1',
    replaces: agreeing((agreement) => ({
      ...agreement,
      serverNoContextTakeover: true,
      answer: plus(agreement.answer, 'server_no_context_takeover'),
    })),
  },
  {
    name: 'deflate-windows-named',
    says: 'names the window of the server where the offer leaves it free',
    clause: 'RFC 7692 7.1.2.1',
    replaces: agreeing((agreement) => ({
      ...agreement,
      answer: plus(agreement.answer, `server_max_window_bits=${agreement.serverMaxWindowBits}`),
    })),
  },
  {
    name: 'deflate-window-of-9',
    says: 'uses a window of 9 bits in each agreement, and says so',
    clause: 'RFC 7692 7.1.2.1',
    replaces: agreeing((agreement) => ({
      ...agreement,
      serverMaxWindowBits: 9,
      answer: plus(
        agreement.answer.replace(/server_max_window_bits=[0-9]+/, 'server_max_window_bits=9'),
        'server_max_window_bits=9',
      ),
    })),
  },
  {
    name: 'deflate-spaced-answer',
    says: 'writes spaces around the semicolons of its extension answer',
    clause: 'RFC 6455 9.1',
    replaces: agreeing((agreement) => ({ ...agreement, answer: agreement.answer.replace(/; /g, ' ;  ') })),
  },
  {
    name: 'deflate-first-offer-only',
    says: 'looks at the first offer of permessage-deflate and declines the others',
    clause: 'RFC 7692 5',
    replaces: () => ({
      agreeDeflate: (offers) => agreeDeflate(offers.filter(({ name }) => name === 'permessage-deflate').slice(0, 1)),
    }),
  },
  {
    name: 'deflate-last-offer',
    says: 'accepts the last offer that it can meet',
    clause: 'RFC 7692 5.1',
    replaces: () => ({ agreeDeflate: (offers) => agreeDeflate([...offers].reverse()) }),
  },
  {
    name: 'deflate-long-messages-only',
    says: `compresses only messages of ${THRESHOLD} bytes and more`,
    clause: 'RFC 7692 6.1',
    replaces: (intact: ServerFunctions) => ({
      echo: (message, deflate, server) =>
        intact.echo(message, message.payload.length < THRESHOLD ? undefined : deflate, server),
    }),
  },
  {
    name: 'deflate-stored-blocks',
    says: 'sends compressed messages as DEFLATE blocks without compression',
    clause: 'RFC 7692 7.2.3.3',
    replaces: (intact) => ({
      openDeflate(agreement) {
        const inner = intact.openDeflate(agreement)
        return { compress: storedBlocks, decompress: (payload, limit) => inner.decompress(payload, limit) }
      },
    }),
  },
]
