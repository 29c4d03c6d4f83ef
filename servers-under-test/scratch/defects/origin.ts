import { R } from '../../../suites/requirements'
import { FULL_PROFILE } from '../fixture'
import { asciiLower, combined, type FieldLine } from '../http/fields'
import type { About, Defect } from './defect'
import { changingRefusals } from './kit'

const POLICY = 'RFC 6455 10.2'

/** A defect that admits origins which the policy does not name. */
function admitting({
  admits,
  ...about
}: Omit<About, 'clause'> & { clause?: string; admits(value: string, lines: readonly FieldLine[]): boolean }): Defect {
  return {
    clause: POLICY,
    ...about,
    replaces: (intact) => ({
      isAllowedOrigin: (lines, authority) =>
        admits(asciiLower(combined(lines)), lines) || intact.isAllowedOrigin(lines, authority),
    }),
  }
}

const { allowedOrigin } = FULL_PROFILE
const allowedHost = allowedOrigin.replace(/^.*:\/\//, '')
const isOrigin = (value: string) => /^[a-z-]+:\/\/[^/ ]{1,255}(?:$|[/ ])/.test(value)

/** The origin policy. These defects need the fixture `full`: without it every origin is allowed. */
export const ORIGIN_DEFECTS: readonly Defect[] = [
  admitting({
    name: 'origin-unchecked',
    breaks: [R.originRefusalIsHttpError, R.foreignOriginRefused],
    says: 'admits every origin',
    admits: () => true,
  }),
  changingRefusals({
    name: 'origin-refused-with-400',
    breaks: [R.foreignOriginRefused],
    says: 'refuses an origin with 400',
    clause: POLICY,
    change: (refusal) => (refusal.status === 403 ? { ...refusal, status: 400 } : refusal),
  }),
  admitting({
    name: 'origin-null',
    breaks: [R.originPolicyNotBypassed],
    says: 'admits the origin null',
    clause: 'RFC 6454 7.1',
    admits: (value) => value === 'null',
  }),
  admitting({
    name: 'origin-malformed',
    breaks: [R.noInputTrusted],
    says: 'admits a value that is no origin',
    admits: (value, lines) => lines.length === 1 && value !== '' && value !== 'null' && !isOrigin(value),
  }),
  admitting({
    name: 'origin-first-line',
    breaks: [R.originPolicyNotBypassed],
    says: 'reads only the first Origin line',
    clause: 'RFC 6454 7.3',
    admits: (_value, lines) => lines.length > 1 && asciiLower(lines[0]?.value ?? '') === allowedOrigin,
  }),
  admitting({
    name: 'origin-list',
    breaks: [R.originPolicyNotBypassed],
    says: 'searches for an allowed origin in a list',
    clause: 'RFC 6454 7.1',
    admits: (value, lines) => lines.length === 1 && value.split(' ').includes(allowedOrigin),
  }),
  admitting({
    name: 'origin-prefix',
    breaks: [R.noInputTrusted],
    says: 'compares only the beginning of an origin',
    admits: (value) => value.startsWith(`${allowedOrigin}.`),
  }),
  admitting({
    name: 'origin-suffix',
    breaks: [R.noInputTrusted],
    says: 'compares only the end of an origin',
    admits: (value, lines) =>
      lines.length === 1 && !value.includes(' ') && value.endsWith(allowedHost) && value.startsWith('http://'),
  }),
  {
    name: 'origin-from-sec-websocket-origin',
    breaks: [R.originPolicyNotBypassed],
    says: 'prefers Sec-WebSocket-Origin to Origin',
    clause: 'RFC 6455 4.2.1 item 7',
    replaces: (intact) => ({
      fieldLines(request, name) {
        const older = name === 'Origin' ? intact.fieldLines(request, 'Sec-WebSocket-Origin') : []
        return older.length > 0 ? older : intact.fieldLines(request, name)
      },
    }),
  },
  {
    name: 'origin-refused-and-open',
    breaks: [R.originRefusalIsHttpError, R.badBodyFramingAnswered400, R.only101OpensWebsocket],
    says: 'refuses an origin and reads frames after the 403',
    clause: 'RFC 6455 4.2.2 /origin/',
    replaces: (intact) => ({
      afterAnswer(close, exchange, connection) {
        if (!close && exchange.refusal?.status === 403) connection.becomeLink()
        else intact.afterAnswer(close, exchange, connection)
      },
    }),
  },
]
