import { base } from '../kit/client'
import { answers, is101, opens, opensRewritten, type Proofs, refuses, status } from '../kit/proof'

/** How field lines are read. */
export const FIELD_LINES_PROOFS: Proofs = {
  'obs-fold-in-accept': { send: base({ 'X-A': 'b\r\n c' }), wrong: is101 },
  'indented-line-in-accept': opensRewritten('\r\n', '\r\n X-A: b\r\n'),
  'bare-cr-ends-line': opensRewritten('websocket\r\n', 'websocket\r'),
  'nul-dropped': opens({ Upgrade: 'web\0socket' }),
  'obs-text-refused': refuses({ 'X-A': '\xe9' }),
  'space-before-colon': opensRewritten('Upgrade:', 'Upgrade :'),
  'line-without-colon': opensRewritten('Upgrade:', 'X-No-Colon\r\nUpgrade:'),
  'line-without-name': opensRewritten('Upgrade:', ': v\r\nUpgrade:'),
  'line-with-odd-name': opensRewritten('Upgrade:', 'X(A): v\r\nUpgrade:'),
  'many-fields-500': {
    send: base(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`X-${at}`, 'y']))),
    wrong: status(500),
  },
  'large-field-500': answers({ 'X-A': 'a'.repeat(20_000) }, status(500)),
  'header-section-unbounded': opens({ 'X-A': 'a'.repeat(1_000_000) }),
  'no-request-404': { send: 'EHLO example.test\r\n', wrong: status(404) },
}
