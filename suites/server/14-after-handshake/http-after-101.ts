import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Check } from '../../../harness/case/expectation'
import type { Vars } from '../../../harness/case/request'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { CLOSING_MS, hasEnded, STAYS_OPEN } from '../parts/link'
import { hasStatusLine, statusLineAfterSwitch } from '../parts/second-response'
import { handshakeThen } from './parts/steps'

/** Two octets of header and the 69 of payload that "GE" announces. */
const FRAME_BYTES = 2 + 0x45

/** 14.10: a request that is a whole frame: read as one, "E" names a payload of 69 octets, and no server has to close before it is in. */
function requestAsFrame({ host }: Vars): string {
  const request = `GET / HTTP/1.1\r\nHost: ${host}\r\n`
  return `${request}X-Fill: ${'x'.repeat(FRAME_BYTES)}\r\n\r\n`
}

/** 14.10: no response to a request behind the 101, and an end. */
const noHttpResponse: Check = (observation) => {
  const line = statusLineAfterSwitch(observation)
  if (line !== null) {
    const because = 'RFC 9110 7.8, 15.2.2: behind the 101 the new protocol is spoken'
    return { verdict: 'fail', got: `"${line}" behind the 101`, because }
  }
  return hasEnded(observation)
    ? null
    : { verdict: 'warn', got: STAYS_OPEN, because: 'RFC 6455 5.1, 5.2: these octets are an unmasked frame' }
}

/** The case on HTTP after the 101 response. */
export const httpCases: readonly Case[] = [
  {
    id: '14.10',
    level: 'MUST',
    title: 'HTTP request after the 101 response',
    source: [rfc6455('5.1'), rfc6455('5.2'), rfc9110('7.8'), rfc9110('15.2.2')],
    tests: [R.noHttpAfter101],
    parts: [
      {
        name: 'a GET',
        steps: handshakeThen(
          { do: 'write', octets: requestAsFrame },
          { do: 'await', octets: hasStatusLine, within: CLOSING_MS },
        ),
        lasts: CLOSING_MS,
        expect: afterSwitch('no HTTP response, and FIN or RST within 5 s', noHttpResponse),
      },
    ],
    why: 'A server that goes on with HTTP here answers requests that the proxy in front takes for frames.',
  },
]
