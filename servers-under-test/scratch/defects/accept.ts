import { R } from '../../../suites/requirements'
import { computeAccept } from '../handshake-fields'
import { holdingBack } from '../replacements'
import type { About, Defect } from './defect'

const STEP_5_4 = 'RFC 6455 4.2.2 step 5.4'

/** How long the server thinks: long enough for many handshakes side by side to meet. Those of one client in a row never do. */
const THINKING_MS = 80

/** A defect that computes the Accept wrongly. */
function accepting({ accept, ...about }: Pick<About, 'name' | 'says'> & { accept(key: string): string }): Defect {
  return {
    breaks: [R.allHandshakeStepsCompleted, R.acceptMatchesKey, R.responseFieldsMatchGrammar],
    clause: STEP_5_4,
    ...about,
    replaces: () => ({ computeAccept: accept }),
  }
}

/** Sec-WebSocket-Accept. */
export const ACCEPT_DEFECTS: readonly Defect[] = [
  accepting({
    name: 'accept-constant',
    says: 'always answers the Accept of the example in RFC 6455 1.3',
    accept: () => 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  }),
  accepting({
    name: 'accept-decoded-key',
    says: 'computes the Accept over the decoded key',
    accept: (key) => computeAccept(Buffer.from(key, 'base64').toString('latin1')),
  }),
  accepting({
    name: 'accept-lower-case-key',
    says: 'computes the Accept over the key in lower case',
    accept: (key) => computeAccept(key.toLowerCase()),
  }),
  accepting({
    name: 'accept-trailing-lf',
    says: 'computes the Accept over the key and an LF',
    accept: (key) => computeAccept(`${key}\n`),
  }),
  accepting({
    name: 'accept-hex',
    says: 'writes the Accept in hexadecimal',
    accept: (key) => Buffer.from(computeAccept(key), 'base64').toString('hex'),
  }),
  accepting({
    name: 'accept-unpadded',
    says: 'leaves the padding out of the Accept',
    accept: (key) => computeAccept(key).replace('=', ''),
  }),
  {
    name: 'accept-of-another-connection',
    breaks: [R.acceptMatchesKey],
    says: `takes ${THINKING_MS} ms over each key, and confuses keys when it has more than twelve at a time`,
    clause: STEP_5_4,
    replaces: (intact) => {
      let thoughtOf: { readonly key: string; readonly at: number }[] = []
      return {
        ...holdingBack(THINKING_MS)(intact),
        computeAccept(key) {
          const at = performance.now()
          thoughtOf = [...thoughtOf.filter((thought) => at - thought.at < THINKING_MS), { key, at }]
          return intact.computeAccept(thoughtOf.length > 12 ? (thoughtOf.at(-2)?.key ?? key) : key)
        },
      }
    },
  },
]
