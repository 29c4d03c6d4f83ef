import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { answered } from '../../../harness/judge/answer'
import { readExtensions } from '../../../harness/wire/http1/extensions'
import { asciiLower } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { FIELD, listedExtensions, onExtensions } from '../parts/extensions'
import { reasonOf } from '../parts/reason'

/** The values of Sec-WebSocket-Extensions in a 101 that opens a WebSocket, one for each field line. */
function extensionLines(observation: Observation): readonly string[] {
  return opensWebSocket(observation) ? answered(observation, FIELD) : []
}

const answerGrammar = rfc6455(
  '9.1',
  'a client MUST fail the connection for another value',
  'extension = extension-token *( ";" extension-param )',
)

const listedIsInUse = rfc6455(
  '9.1',
  '',
  'The extensions listed by the server in response represent the extensions actually in use for the connection.',
)

const noConflict = rfc7692(
  '5',
  '',
  'A server MUST NOT accept a PMCE extension negotiation offer together with another extension if the PMCE will conflict with the extension on their use of the RSV1 bit.',
)

/** The field matches the ABNF of RFC 6455 9.1. */
const isValidList = onExtensions((observation) => {
  const { fault } = readExtensions(answered(observation, FIELD))
  return fault === null ? null : { verdict: 'fail', because: reasonOf(answerGrammar, fault) }
})

/** The names of extensions that use RSV1, with those of drafts and of old browsers. */
const USES_RSV1 = /^(permessage-.+|(x-webkit-)?deflate-frame|deflate-stream)$/

/** At most one listed extension uses RSV1. The same name twice warns. */
const usesRsv1Once = onExtensions((observation) => {
  const names = listedExtensions(observation).map(({ name }) => asciiLower(name))
  if (names.filter((name) => USES_RSV1.test(name)).length > 1) return { verdict: 'fail', because: reasonOf(noConflict) }
  if (new Set(names).size === names.length) return null
  return { verdict: 'warn', because: reasonOf(listedIsInUse, 'one is listed twice') }
})

/** Several field lines are valid. */
const splitIsLegal = onExtensions(() => ({
  verdict: 'pass',
  because: 'RFC 6455 4.2.2 step 5.6 allows several field lines; erratum 3433 corrects 11.3.2, which says otherwise',
}))

/** Cases on Sec-WebSocket-Extensions in every 101 response of the run. */
export const responseCases: readonly Case[] = [
  {
    id: '9.12',
    level: 'MUST',
    title: 'Sec-WebSocket-Extensions in a 101 response is well-formed',
    meaning: 2,
    source: [
      answerGrammar,
      rfc6455('4.2.2', '/extensions/', 'The empty string is not the same as the null value for these purposes.'),
    ],
    tests: [R.extensionListByGrammar, R.noExtensionUnlessOffered, R.responseFieldsMatchGrammar],
    sameFaultAs: ['9.01'],
    derived: {
      scoredByAsker: true,
      says: 'a list of extensions with at least one element (RFC 6455 9.1)',
      of: (observation) => extensionLines(observation).length > 0,
      each: isValidList,
      from: ['9.02', '9.03', '10.01', '10.03', '10.11', '10.14', '10.23'],
      absent: 'no 101 had Sec-WebSocket-Extensions',
    },
    why: 'Clients check this field. Safari failed the connection because of an empty one.',
  },
  {
    id: '9.13',
    level: 'MAY',
    title: 'Several Sec-WebSocket-Extensions lines in a 101 response',
    source: [rfc6455('4.2.2', 'step 5.6'), rfc6455('11.3.2', 'as erratum 3433 corrects it')],
    tests: [R.extensionListByGrammar, R.responseExtensionsMaySplit, R.extensionsMayRepeat],
    derived: {
      says: 'one field line or several',
      of: (observation) => extensionLines(observation).length > 1,
      each: splitIsLegal,
      from: ['9.03', '10.01', '10.03', '10.22'],
      absent: 'no 101 had several Sec-WebSocket-Extensions field lines',
    },
  },
  {
    id: '9.14',
    level: 'MUST',
    title: 'At most one accepted extension uses RSV1',
    meaning: 2,
    source: [noConflict],
    tests: [R.extensionListByGrammar, R.deflateResponseMatchesOffer],
    derived: {
      scoredByAsker: true,
      says: 'at most one of permessage-*, deflate-frame and deflate-stream, and no name twice',
      of: (observation) => extensionLines(observation).length > 0,
      each: usesRsv1Once,
      from: ['9.03', '9.15', '10.20', '10.21', '10.22', '10.35'],
      absent: 'no 101 had Sec-WebSocket-Extensions',
    },
    why: 'If two extensions use RSV1, its meaning is unclear, and the client must fail the connection.',
  },
]
