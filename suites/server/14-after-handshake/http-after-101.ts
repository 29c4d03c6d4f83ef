import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Vars } from '../../../harness/case/vars'
import { R } from '../../requirements'
import { afterSwitch } from '../parts/after-switch'
import { CLOSING_MS, hasEnded, STAYS_OPEN } from '../parts/link'
import { hasStatusLine, newProtocolFollows, noSecondResponse } from '../parts/second-response'
import { handshakeThen } from './parts/steps'

/** The length of the frame that "GE" announces, in bytes: a header of 2 and a payload of 69. */
const FRAME_BYTES = 2 + 0x45

/** 14.10: a request that is long enough to be a complete frame. A server may wait for the payload of 69 bytes that "E" announces. */
function requestAsFrame({ host }: Vars): string {
  const request = `GET / HTTP/1.1\r\nHost: ${host}\r\n`
  return `${request}X-Fill: ${'x'.repeat(FRAME_BYTES)}\r\n\r\n`
}

/** 14.10: the server ends the connection. */
const endsConnection: Check = (observation) =>
  hasEnded(observation)
    ? null
    : {
        verdict: 'warn',
        got: STAYS_OPEN,
        because: 'RFC 6455 5.1, 5.2: these bytes are an unmasked frame; 14.04 scores how the server reacts to one',
      }

/** The case on HTTP after the 101 response. */
export const httpCases: readonly Case[] = [
  {
    id: '14.10',
    level: 'MUST',
    title: 'HTTP request after the 101 response',
    source: [newProtocolFollows, rfc6455('5.1'), rfc6455('5.2'), rfc9110('7.8')],
    tests: [R.noHttpAfter101],
    parts: [
      {
        name: 'a GET',
        steps: handshakeThen(
          { do: 'write', octets: requestAsFrame },
          { do: 'await', octets: hasStatusLine, within: CLOSING_MS },
        ),
        lasts: CLOSING_MS,
        expect: afterSwitch('no HTTP response, and FIN or RST within 5 s', noSecondResponse, endsConnection),
      },
    ],
    why: 'A server that continues with HTTP answers requests that the proxy in front forwards as frames, without a check.',
  },
]
