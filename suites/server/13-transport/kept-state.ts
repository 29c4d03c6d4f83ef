import type { Case, Part } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Step } from '../../../harness/case/script'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { scoredIn } from '../../../harness/judge/checks'
import { observed } from '../../../harness/judge/expectations'
import { shownValues } from '../../../harness/judge/shown-text'
import { fieldValues, listMembers } from '../../../harness/wire/http1/fields'
import { acceptFor } from '../../../harness/wire/websocket/accept'
import { R } from '../../requirements'
import { nextAnswer } from '../parts/next-request'
import { PLAIN_GET } from '../parts/plain-get'
import { reasonOf } from '../parts/reason'

const inIsolation = rfc9110(
  '3.3',
  '',
  'the relationship between connections and messages on them has no impact on the interpretation of those messages',
)

const onlyNull = rfc6455('4.2.2', 'step 4, /subprotocol/', 'the only acceptable value is null')

/** A handshake that must be refused, with everything that a later one may be confused with. */
const REFUSED: Edit = {
  fields: {
    'Sec-WebSocket-Version': '14',
    'Sec-WebSocket-Key': ({ otherKey }) => otherKey,
    'Sec-WebSocket-Protocol': ({ subprotocols }) => (subprotocols.length > 0 ? subprotocols.join(', ') : 'chat'),
    'Sec-WebSocket-Extensions': 'permessage-deflate',
  },
}

const NO_KEY: Edit = { fields: { 'Sec-WebSocket-Key': null } }

/** Sends the refused handshake, and then another request where the connection is kept. */
function then(edit: Edit): readonly Step[] {
  return [
    { do: 'send' },
    { do: 'answer' },
    { do: 'unlessClosing' },
    { do: 'send', edit },
    { do: 'answer', within: 5000 },
  ]
}

/** The values of a field in the second answer, and those that the second request offered. */
function secondOf({ answers: [, second], recording: { requests } }: Observation, name: string) {
  return {
    got: second?.final ? fieldValues(second.final.head.fields, name) : [],
    offered: listMembers(fieldValues(requests[1]?.fields ?? [], name)),
  }
}

/** A field of the second 101 whose members the second request did not offer. */
function notOffered(observation: Observation, name: string): string | null {
  const { got, offered } = secondOf(observation, name)
  const names = listMembers(got).map((member) => member.split(';')[0]?.trim() ?? '')
  const known = offered.map((member) => member.split(';')[0]?.trim() ?? '')
  return names.every((member) => known.includes(member)) ? null : `${name}: ${shownValues(got)}`
}

function leaked(got: string, clause = inIsolation): Finding {
  return { verdict: 'fail', got: `on the same connection: ${got}`, because: reasonOf(clause) }
}

/** The first request was refused and the connection kept; otherwise there is nothing to compare. */
const onKeptConnection: Check = (observation) => {
  if (observation.opened) return scoredIn('6.02', 'the handshake with version 14 was not refused')
  return observation.answers[1] ? null : { verdict: 'observed', got: nextAnswer(observation), because: '' }
}

/** The second 101 belongs to the second handshake alone. */
const forgetsFirst: Check = (observation, { vars }) => {
  const second = observation.answers[1]
  if (observation.opened || !second?.opened) return null
  const { got } = secondOf(observation, 'Sec-WebSocket-Accept')
  if (got.includes(acceptFor(vars.otherKey)))
    return leaked('the Sec-WebSocket-Accept for the key of the first handshake')
  const subprotocol = notOffered(observation, 'Sec-WebSocket-Protocol')
  if (subprotocol !== null) return leaked(subprotocol, onlyNull)
  const extensions = notOffered(observation, 'Sec-WebSocket-Extensions')
  return extensions === null ? { verdict: 'pass', got: nextAnswer(observation), because: '' } : leaked(extensions)
}

/** The second request is not upgraded, as it is not on a connection of its own: the twin, whose 101 `elsewhere` scores. */
function stillRefused(twinName: string, elsewhere: string): Check {
  return (observation, { part }) => {
    const twin = part(twinName)
    if (observation.opened || !observation.answers[1]?.opened) return null
    if (twin && opensWebSocket(twin)) return scoredIn(elsewhere, 'the second request is accepted on any connection')
    return leaked('101, which the same request does not get on a connection of its own')
  }
}

function part(name: string, edit: Edit, check: Check): Part {
  return {
    name,
    send: REFUSED,
    steps: then(edit),
    expect: observed({
      says: 'what the first request had is forgotten',
      rows: { '4xx': 'pass' },
      checks: [onKeptConnection, check],
    }),
  }
}

const KEY_TWIN: Part = { name: 'no key, alone', send: NO_KEY }

const GET_TWIN: Part = { name: 'a GET, alone', send: PLAIN_GET }

/** The case on what one request leaves on a kept connection. */
export const keptStateCases: readonly Case[] = [
  {
    id: '13.25',
    level: 'MUST',
    title: 'A refused handshake leaves nothing for the next request on its connection',
    introduced: '1.1',
    source: [inIsolation, onlyNull],
    tests: [R.acceptMatchesKey, R.noSubprotocolUnlessAgreed, R.noExtensionUnlessOffered, R.keyIs16Bytes],
    parts: [
      KEY_TWIN,
      GET_TWIN,
      part('then BASE', {}, forgetsFirst),
      part('then no key', NO_KEY, stillRefused(KEY_TWIN.name, '5.01')),
      part('then a GET', PLAIN_GET, stillRefused(GET_TWIN.name, '15.09')),
    ],
    why: 'A parser that is used again must be emptied first. Behind a proxy, the requests of one connection belong to different users.',
  },
]
