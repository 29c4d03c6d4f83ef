import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Head } from '../../../harness/case/http-message'
import { answered, finalHead, statusOf } from '../../../harness/judge/answer'
import { shown, shownValues } from '../../../harness/judge/shown-text'
import { fieldValues } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { headsOf } from '../parts/heads'
import { reasonOf } from '../parts/reason'
import { challengeIn401 } from './parts/clauses'
import { isRedirect, locationFault } from './parts/location'

/** 15.16: every 401 has a challenge. */
const hasChallenge: Check = (observation) =>
  answered(observation, 'WWW-Authenticate').length > 0
    ? null
    : { verdict: 'miss', got: '401 without WWW-Authenticate', because: '' }

const oneReference = rfc9110('10.2.2', '', 'The field value consists of a single URI-reference.')

/** 15.17: the Location of a redirect is an address that a client can use. 15.07 judges a redirect without Location. */
const locationWorks: Check = (observation, { vars: { tls, host, resource } }) => {
  const [location] = answered(observation, 'Location')
  if (location === undefined) return null
  const fault = locationFault(location, `${tls ? 'https' : 'http'}://${host}${resource}`)
  return fault === null
    ? null
    : { verdict: 'miss', got: `Location: ${shown(location)}`, because: reasonOf(oneReference, fault) }
}

/** Fields of a response that are no lists, so that they have one line. A repeated Server misleads nobody. */
const SINGLETONS = ['Content-Length', 'Content-Type', 'Server'] as const

/** The fields of SINGLETONS that a response repeats. */
function repeatedIn({ fields }: Head): (typeof SINGLETONS)[number][] {
  return SINGLETONS.filter((name) => fieldValues(fields, name).length > 1)
}

/** 15.18: no response has two lines of a field that is no list. An intermediary may have added one. */
const repeatsNoField: Check = (observation, { direct }) => {
  const heads = headsOf(observation)
  const head =
    heads.find((each) => repeatedIn(each).some((name) => name !== 'Server')) ??
    heads.find((each) => repeatedIn(each).length > 0)
  const [name] = head ? repeatedIn(head) : []
  if (!head || name === undefined) return null
  const got = `${name}: ${shownValues(fieldValues(head.fields, name))}`
  return { verdict: direct && name !== 'Server' ? 'miss' : 'warn', got, because: '' }
}

/** Cases on the fields of all responses of the run. */
export const responseFieldCases: readonly Case[] = [
  {
    id: '15.16',
    level: 'MUST',
    introduced: '1.1',
    title: 'Every 401 response of the run has WWW-Authenticate',
    source: [challengeIn401, rfc6455('4.2.2', 'step 2')],
    tests: [R.requiredFieldIn401And405],
    sameFaultAs: ['15.01'],
    derived: {
      says: 'a challenge in every 401, whatever the request was',
      of: (observation) => statusOf(observation) === 401,
      each: hasChallenge,
      from: ['2.16', '5.01', '11.03', '15.03', '15.09'],
      scoredByAsker: true,
      absent: 'no response had the status 401',
    },
    why: 'A server that answers 401 to whatever it does not accept makes clients ask their user for a password.',
  },
  {
    id: '15.17',
    level: 'SHOULD',
    introduced: '1.1',
    title: 'Location of a redirect is an address that a client can use',
    source: [oneReference, rfc6455('4.2.2', 'step 3')],
    tests: [R.redirectNamesAnAddress],
    derived: {
      says: 'Location is a URI reference with http, https, ws or wss, and with the name of a host',
      of: (observation) => isRedirect(observation) && answered(observation, 'Location').length > 0,
      each: locationWorks,
      from: ['15.07', '15.09', '1.31'],
      absent: 'no response was a redirect with Location',
    },
    why: 'A rule that puts https:// before the whole URL sends clients to https://wss://host/, whose host is "wss".',
  },
  {
    id: '15.18',
    level: 'MUST',
    introduced: '1.1',
    title: 'Content-Length, Content-Type and Server have one field line in a response',
    source: [
      rfc9110(
        '5.3',
        'unless the field is a list',
        'a sender MUST NOT generate multiple field lines with the same name in a message',
      ),
      rfc9110('8.6'),
      rfc9110('8.3'),
    ],
    tests: [R.responseFieldsNotRepeated],
    derived: {
      says: 'at most one line each of Content-Length, Content-Type and Server',
      of: (observation) => finalHead(observation) !== null,
      each: repeatsNoField,
      from: ['2.01', '5.01', '6.02', '15.09'],
      absent: 'there was no HTTP response',
    },
    why: 'Strict clients and proxies refuse a message with two Content-Length lines, even where these are equal. Two layers that each write the field produce them.',
  },
]
