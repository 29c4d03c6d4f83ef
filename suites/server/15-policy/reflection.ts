import type { Check } from '../../../harness/case/expectation'
import type { Edit } from '../../../harness/case/request'
import { finalHead } from '../../../harness/judge/answer'
import { asciiLower, fieldValues } from '../../../harness/wire/http1/fields'
import { PLAIN_GET } from '../parts/plain-get'

/** What has to come back as text if it comes back. */
function markup(random: string): string {
  return `<x>${random}</x>`
}

/** The request that carries it, and is refused in most cases; the path that a browser would send is the encoded one. */
export const REFLECTED: readonly [name: string, send: Edit][] = [
  [
    'X-Probe, and no key',
    { fields: { 'Sec-WebSocket-Key': null, 'X-Probe': ({ random }) => `<script>${random}</script>` } },
  ],
  ['a path with <x>', { target: ({ random }) => `/${markup(random)}` }],
  ['a GET of a path with <x>', { ...PLAIN_GET, target: ({ random }) => `/${markup(random)}` }],
  ['a GET of the same path, percent-encoded', { ...PLAIN_GET, target: ({ random }) => `/%3Cx%3E${random}%3C/x%3E` }],
]

/** The content of an HTML answer does not hold the markup that was sent, unescaped. */
export const noMarkup: Check = (observation, { vars: { random } }) => {
  const head = finalHead(observation)
  const type = asciiLower(fieldValues(head?.fields ?? [], 'Content-Type').join(','))
  if (!head || !type.includes('text/html')) return null
  const content = observation.received.toString('latin1', head.end)
  const found = [markup(random), `<script>${random}`].find((text) => content.includes(text))
  if (found === undefined) return null
  return {
    verdict: 'fail',
    got: `${found} in text/html`,
    because: 'whoever follows a link to it runs what stands there',
  }
}
