import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9112 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import { answered } from '../../../harness/judge/answer'
import { accepted, observed } from '../../../harness/judge/expectations'
import { shown } from '../../../harness/judge/shown-text'
import { listMembers } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { recordsNextAnswer, THEN_BASE } from '../parts/next-request'
import { acceptsOnlyAdvertised, advertises, isVersion, listIsValid } from './parts/advertisement'
import { advertisement, listGrammar, mismatch } from './parts/clauses'
import { version } from './parts/edit'

/** The versions whose framing is close enough to 13 that the link can be tried after the 101. */
const TRIED = ['7', '8', '13']

/** Maximum number of advertised versions that are tried. */
const MOST_TRIED = 16

/** 6.07: one part for each version that the refusal of the part `14` lists. */
function advertisedParts(observations: ReadonlyMap<string, Observation>): Part[] {
  const refusal = observations.get('14')
  const listed = refusal && advertises(refusal) ? listMembers(answered(refusal, 'Sec-WebSocket-Version')) : []
  const versions = [...TRIED.filter((value) => listed.includes(value)), ...listed.filter(isVersion)]
  return [...new Set(versions)].slice(0, MOST_TRIED).map((value) => ({
    name: `advertised ${value}`,
    send: version(value),
    expect: TRIED.includes(value) ? accepted() : observed(),
  }))
}

/** 6.18: records a Sec-WebSocket-Version in a 101. */
const recordsVersions: Check = (observation) => {
  const values = answered(observation, 'Sec-WebSocket-Version')
  if (values.length === 0) return null
  return { verdict: 'observed', got: `Sec-WebSocket-Version: ${shown(values.join(', '))} in a 101`, because: '' }
}

/** The versions that the server advertises. */
export const advertisedCases: readonly Case[] = [
  {
    id: '6.06',
    level: 'MUST',
    title: 'Sec-WebSocket-Version in an error response is valid',
    meaning: 2,
    source: [listGrammar, advertisement, rfc6455('11.3.5')],
    tests: [
      R.unknownVersionAnswered,
      R.responseFieldsMatchGrammar,
      R.supportedVersionsAdvertised,
      R.versionRepeatsOnlyInResponse,
    ],
    sameFaultAs: ['6.02'],
    derived: {
      says: 'a list of versions with 13, each version 0 to 255 without a leading zero',
      of: advertises,
      each: listIsValid,
      from: ['6.02', '6.03', '6.04'],
      absent: 'no refusal of a version carried Sec-WebSocket-Version',
    },
    why: 'A client takes the version that it tries next from this list. A list that it cannot read ends the attempt.',
  },
  {
    id: '6.07',
    level: 'SHOULD',
    title: 'Versions advertised in Sec-WebSocket-Version work',
    source: [advertisement],
    tests: [R.supportedVersionsAdvertised],
    parts: [{ name: '14', send: version('14') }],
    follow: advertisedParts,
    why: 'A client that follows the advertisement should not be refused again.',
  },
  {
    id: '6.17',
    level: 'INFO',
    title: 'Sec-WebSocket-Version 14, then 13 on the same connection',
    source: [rfc6455('4.4', 'it can repeat the handshake'), rfc9112('9.3')],
    tests: [R.supportedVersionsAdvertised],
    parts: [
      {
        name: '14, then BASE',
        send: version('14'),
        steps: THEN_BASE,
        expect: observed({ checks: [recordsNextAnswer] }),
      },
    ],
  },
  {
    id: '6.18',
    level: 'INFO',
    title: 'A 101 response has no Sec-WebSocket-Version',
    source: [rfc6455('11.3.5', 'sent on a handshake error')],
    tests: [],
    derived: {
      says: 'no Sec-WebSocket-Version in a 101',
      of: (observation) => observation.opened,
      each: recordsVersions,
      absent: 'no request was answered 101',
    },
  },
  {
    id: '6.19',
    level: 'MUST',
    title: 'Sec-WebSocket-Version lists every accepted version',
    source: [advertisement, mismatch],
    tests: [R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    derived: {
      says: 'every version that is answered 101 is in the list of the refusals',
      of: (observation) => observation.opened || advertises(observation),
      all: acceptsOnlyAdvertised,
      from: ['6.02', '6.04', '6.05'],
      absent: 'no request was answered 101, and no refusal carried Sec-WebSocket-Version',
    },
    why: 'When a version is missing, a client falls back to 13 where 8 would have worked, or a forgotten draft stays enabled.',
  },
]
