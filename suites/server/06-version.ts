import {
  type Case,
  type Check,
  type Edit,
  HANDSHAKE,
  type Part,
  rfc6455,
  rfc9110,
  rfc9112,
  type Suite,
} from '../../harness/case'
import { lists, onRefusal, onSwitch } from '../../harness/checks'
import { accepted, observed, refused } from '../../harness/expect'
import { fieldValues, isToken, listMembers } from '../../harness/http/fields'
import { shown } from '../../harness/judge/outcome'
import { answered, finalHead, sentFields, statusOf } from '../../harness/judge/switch'
import type { Observation } from '../../harness/observation'

/** BASE with another Sec-WebSocket-Version; null leaves it out, a list sends several lines. */
function version(value: string | string[] | null): Edit {
  return { fields: { 'Sec-WebSocket-Version': value } }
}

const NO_4XX_WITHOUT_13 = onRefusal(lists('Sec-WebSocket-Version', '13'))
const WARN_WITHOUT_13 = onRefusal(lists('Sec-WebSocket-Version', '13', 'warn'))

const refusedNaming13 = refused({
  says: 'a 4xx, and in it Sec-WebSocket-Version with 13',
  checks: [NO_4XX_WITHOUT_13],
})

const grammar = [rfc6455('4.2.1', 'item 6 and the introduction: ABNF'), rfc6455('4.3', 'version')]
const twoLines = [rfc9110('5.2'), rfc6455('4.3'), rfc6455('4.2.1', 'introduction'), rfc6455('11.3.5')]

/** The value of the one Sec-WebSocket-Version line that was sent; null where there was none or several. */
function askedVersion(observation: Observation): string | null {
  const values = fieldValues(sentFields(observation), 'Sec-WebSocket-Version')
  return values.length === 1 ? (values[0] ?? '') : null
}

/** The answer refuses a version that the request states plainly and the server does not speak, and lists what it speaks. */
function advertises(observation: Observation): boolean {
  const asked = askedVersion(observation)
  return (
    (statusOf(observation) ?? 0) >= 400 &&
    answered(observation, 'Sec-WebSocket-Version').length > 0 &&
    asked !== null &&
    /^(0|[1-9]\d{0,2})$/.test(asked) &&
    asked !== '13'
  )
}

function isVersion(text: string): boolean {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255
}

const listIsValid: Check = (observation) => {
  const values = answered(observation, 'Sec-WebSocket-Version')
  const members = listMembers(values)
  const bad = members.filter((member) => !isVersion(member))
  const got = `Sec-WebSocket-Version: ${values.map((value) => shown(value)).join(' and ')}`
  if (members.length === 0) return { verdict: 'fail', got, because: 'RFC 6455 4.3: the list has at least one version' }
  if (bad.length > 0)
    return {
      verdict: 'fail',
      got,
      because: `RFC 6455 4.3: ${shown(bad[0] ?? '')} is no version (0 to 255, no leading zero)`,
    }
  return members.includes('13')
    ? null
    : { verdict: 'fail', got, because: 'RFC 6455 4.4: 13, which the control shows to be spoken, is not in the list' }
}

/** One part for each version in the list that the first part's refusal carries. */
function advertisedParts(observations: ReadonlyMap<string, Observation>): Part[] {
  const refusal = observations.get('14')
  const listed = refusal && statusOf(refusal) !== 101 ? listMembers(answered(refusal, 'Sec-WebSocket-Version')) : []
  return [...new Set(listed)].filter(isToken).map((value) => ({
    name: `advertised ${value}`,
    send: version(value),
    expect: ['7', '8', '13'].includes(value) ? accepted() : observed(),
  }))
}

const reused: Check = (observation) => {
  const second = observation.answers[1]
  if (!second) return { verdict: 'observed', got: 'the connection is not kept for a second request', because: '' }
  if (second.final)
    return { verdict: 'observed', got: `BASE on the same connection: ${second.final.head.status}`, because: '' }
  const { ended } = observation.recording
  const word = ended === 'closed' || ended === 'reset' ? 'closed' : 'no answer, and the connection stays open'
  return { verdict: 'observed', got: `BASE on the same connection: ${word}`, because: '' }
}

const cases: Case[] = [
  {
    id: '6.01',
    level: 'MUST',
    title: 'Missing',
    source: [rfc6455('4.2.1', 'item 6'), rfc6455('10.7'), rfc6455('4.2.2', '/version/')],
    tests: ['N04', 'N10', 'N21', 'N37'],
    parts: [
      {
        name: 'no version',
        send: version(null),
        expect: refused({ says: 'a 4xx; in it Sec-WebSocket-Version with 13', checks: [WARN_WITHOUT_13] }),
      },
    ],
  },
  {
    id: '6.02',
    level: 'MUST',
    title: 'Unsupported 14',
    source: [rfc6455('4.2.2', '/version/'), rfc6455('4.4')],
    tests: ['N10', 'N21', 'N37'],
    parts: [{ name: '14', send: version('14'), expect: refusedNaming13 }],
  },
  {
    id: '6.05',
    level: 'INFO',
    title: 'Old drafts 0, 7, 8',
    source: [rfc6455('4.4')],
    tests: ['N37'],
    parts: ['0', '7', '8'].map((value) => ({ name: value, send: version(value), expect: observed() })),
  },
  {
    id: '6.06',
    level: 'MUST',
    title: 'Advertised list is valid',
    source: [rfc6455('4.3'), rfc6455('4.4'), rfc6455('11.3.5')],
    tests: ['N21', 'N36', 'N37', 'N60'],
    derived: {
      says: 'a list of versions, each 0 to 255 without leading zero, 13 among them',
      of: advertises,
      each: listIsValid,
      from: ['6.02', '6.03', '6.04'],
      absent: 'no refusal of a version carried Sec-WebSocket-Version',
    },
  },
  {
    id: '6.07',
    level: 'SHOULD',
    title: 'Advertised versions really work',
    source: [rfc6455('4.4')],
    tests: ['N37'],
    parts: [{ name: '14', send: version('14') }],
    follow: advertisedParts,
  },
  {
    id: '6.17',
    level: 'INFO',
    title: 'Retry on the same connection',
    source: [rfc6455('4.4'), rfc9112('9.3')],
    tests: ['N37'],
    parts: [
      {
        name: '14, then BASE',
        send: version('14'),
        steps: [{ do: 'send' }, { do: 'answer' }, { do: 'unlessClosing' }, { do: 'send', edit: {} }, { do: 'answer' }],
        expect: observed({ checks: [reused] }),
      },
    ],
  },
]

export const versionSuite: Suite = { number: 6, slug: 'version', title: 'Sec-WebSocket-Version', cases }
void [HANDSHAKE, onSwitch, finalHead, grammar, twoLines]
