import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc9110 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/edit'
import { finalHead } from '../../../harness/judge/answer'
import { anything } from '../../../harness/judge/expectations'
import { asciiLower, fieldValues } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { PLAIN_GET } from '../parts/plain-get'

/** The markup in the path, which an HTML page must escape if it repeats it. */
function markup(random: string): string {
  return `<x>${random}</x>`
}

/** Requests with markup, most of which a server refuses. A browser sends the percent-encoded path. */
const REFLECTED: readonly [name: string, send: Edit][] = [
  [
    'X-Probe, and no key',
    { fields: { 'Sec-WebSocket-Key': null, 'X-Probe': ({ random }) => `<script>${random}</script>` } },
  ],
  ['a path with <x>', { target: ({ random }) => `/${markup(random)}` }],
  ['a GET of a path with <x>', { ...PLAIN_GET, target: ({ random }) => `/${markup(random)}` }],
  ['a GET of the same path, percent-encoded', { ...PLAIN_GET, target: ({ random }) => `/%3Cx%3E${random}%3C/x%3E` }],
]

/** An HTML response does not contain the markup of the request without escapes. */
const reflectsNoMarkup: Check = (observation, { vars: { random } }) => {
  const head = finalHead(observation)
  const type = asciiLower(fieldValues(head?.fields ?? [], 'Content-Type').join(','))
  if (!head || !type.includes('text/html')) return null
  const content = observation.received.toString('latin1', head.end)
  const found = [markup(random), `<script>${random}`].find((text) => content.includes(text))
  if (found === undefined) return null
  return {
    verdict: 'fail',
    got: `${found} in text/html`,
    because: 'a browser that follows a link with such markup may run it as a script',
  }
}

/** The case on markup from the request in an HTML response. */
export const reflectionCases: readonly Case[] = [
  {
    id: '15.11',
    level: 'SECURITY',
    title: 'HTML responses do not reflect markup from the request',
    source: [rfc9110('17')],
    tests: [R.errorPageEscapesInput],
    parts: REFLECTED.map(([name, send]) => ({
      name,
      send,
      expect: anything({ says: 'no markup from the request in a text/html response', checks: [reflectsNoMarkup] }),
    })),
    why: 'A script in an error page runs with the origin of the application (cross-site scripting).',
  },
]
