import { R, type Requirement } from '../../../suites/requirements'
import { asciiLower, combined, type FieldLine } from '../fields'
import { FULL_PROFILE } from '../fixture'
import type { Defect } from './defect'

const POLICY = 'RFC 6455 10.2'

/** A defect that lets origins in that the policy does not name. */
function admitting(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  admits: (value: string, lines: readonly FieldLine[]) => boolean,
  clause = POLICY,
): Defect {
  return {
    name,
    breaks,
    says,
    clause,
    replaces: (intact) => ({
      origin: (lines, authority) => admits(asciiLower(combined(lines)), lines) || intact.origin(lines, authority),
    }),
  }
}

const { allowedOrigin } = FULL_PROFILE
const allowedHost = allowedOrigin.replace(/^.*:\/\//, '')

/** What can be wrong about the origin policy; they show where there is one. */
export const ORIGIN_DEFECTS: readonly Defect[] = [
  admitting(
    'origin-unchecked',
    'lets every origin in',
    [R.originRefusalIsHttpError, R.foreignOriginRefused],
    () => true,
  ),
  {
    name: 'origin-refused-with-400',
    breaks: [R.foreignOriginRefused],
    says: 'refuses an origin with 400',
    clause: POLICY,
    replaces: (intact) => ({
      refusing(found, request) {
        const refusal = intact.refusing(found, request)
        return refusal.status === 403 ? { ...refusal, status: 400 } : refusal
      },
    }),
  },
  admitting('origin-null', 'lets null in', [R.originPolicyNotBypassed], (value) => value === 'null', 'RFC 6454 7.1'),
  admitting(
    'origin-malformed',
    'lets in what is no origin',
    [R.noInputTrusted],
    (value, lines) =>
      lines.length === 1 && value !== '' && value !== 'null' && !/^[a-z-]+:\/\/[^/ ]{1,255}(?:$|[/ ])/.test(value),
  ),
  admitting(
    'origin-first-line',
    'looks at the first Origin line and no other',
    [R.originPolicyNotBypassed],
    (_value, lines) => lines.length > 1 && asciiLower(lines[0]?.value ?? '') === allowedOrigin,
    'RFC 6454 7.3',
  ),
  admitting(
    'origin-list',
    'looks for an allowed origin in a list',
    [R.originPolicyNotBypassed],
    (value, lines) => lines.length === 1 && value.split(' ').includes(allowedOrigin),
    'RFC 6454 7.1',
  ),
  admitting('origin-prefix', 'compares the beginning of an origin', [R.noInputTrusted], (value) =>
    value.startsWith(`${allowedOrigin}.`),
  ),
  admitting(
    'origin-suffix',
    'compares the end of an origin',
    [R.noInputTrusted],
    (value, lines) =>
      lines.length === 1 && !value.includes(' ') && value.endsWith(allowedHost) && value.startsWith('http://'),
  ),
  {
    name: 'origin-from-sec-websocket-origin',
    breaks: [R.originPolicyNotBypassed],
    says: 'reads Sec-WebSocket-Origin before Origin',
    clause: 'RFC 6455 4.2.1 item 7',
    replaces: (intact) => ({
      lines(request, name) {
        const older = name === 'Origin' ? intact.lines(request, 'Sec-WebSocket-Origin') : []
        return older.length > 0 ? older : intact.lines(request, name)
      },
    }),
  },
  {
    name: 'origin-refused-and-open',
    breaks: [R.originRefusalIsHttpError, R.badBodyFramingAnswered400, R.only101OpensWebsocket],
    says: 'refuses an origin and reads frames behind the 403',
    clause: 'RFC 6455 4.2.2 /origin/',
    replaces: () => ({ opensBehind: (refusal) => refusal.status === 403 }),
  },
]
