import type { Case, Suite } from '../../harness/case/case'
import type { Check } from '../../harness/case/check'
import { rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import { clauseWords } from '../../harness/case/clause-link'
import type { Edit, FieldEdit } from '../../harness/case/edit'
import { hasDeadLink } from '../../harness/judge/acceptance'
import { onOpened } from '../../harness/judge/checks'
import { accepted, notUpgraded, observed } from '../../harness/judge/expectations'
import { R } from '../requirements'
import { eachValue } from './parts/each-value'
import { acceptsLists, emptyIgnored, ows } from './parts/list-clauses'
import { grammarIsChecked, mustStop } from './parts/must-stop'
import { withPlainGet } from './parts/plain-twin'
import { reasonOf } from './parts/reason'
import { spelledAlike } from './parts/spellings'

/** BASE with another Connection; null leaves the field out, a list sends several lines. */
function connection(value: FieldEdit | FieldEdit[] | null): Edit {
  return { fields: { Connection: value } }
}

const includesToken = mustStop('item 4: Connection includes the token "Upgrade"')
const OPTIONS = 'Connection = #connection-option'
const interpreted = rfc9110(
  '2.4',
  '',
  'A recipient MUST interpret a received protocol element according to the semantics defined for it by this specification',
)
const list = [interpreted, rfc9110('7.6.1', 'a list', OPTIONS), rfc6455('4.2.1', 'item 4')]
const lines = [
  rfc9110(
    '5.2',
    'several lines are one list',
    'its combined field value consists of the list of corresponding field line values',
  ),
  ...list,
]
/** RFC 9110 2.4 lets a recipient recover from an invalid construct "unless noted otherwise", and RFC 6455 4.2.1 notes otherwise. */
const noToken = [
  grammarIsChecked('introduction, and item 4: includes the token "Upgrade"'),
  rfc9110('7.6.1', 'an option is a token', 'connection-option = token'),
  rfc9110('2.4', '"Unless noted otherwise"'),
]

/** A 101 is expected, but a server may limit the number of options. */
const acceptedOrRefused = accepted({ rows: { '4xx': 'observed' } })

const withoutOption =
  'The option keeps intermediaries from forwarding Upgrade (RFC 9110 7.8). Without it, a hop that does not switch may have forwarded the request.'

/** 4.20: the spellings of two lists. */
const SPELLINGS = [
  ['keep-alive, Upgrade', 'keep-alive,Upgrade', 'keep-alive ,Upgrade'],
  ['Upgrade, keep-alive', 'Upgrade,keep-alive', 'Upgrade ,keep-alive'],
] as const

/** 4.12: records whether the link works, although the client asked to close the connection. */
const recordsLink: Check = onOpened((observation) => {
  const got = hasDeadLink(observation) ? 'the link is not usable' : 'the link stays usable'
  return { verdict: 'observed', got, because: '' }
})

const namedFieldsRemoved = rfc9110(
  '7.6.1',
  'it binds intermediaries',
  'remove any header or trailer field(s) from the message with the same name as the connection-option',
)

/** 4.15: records whether an intermediary forwarded the key. */
const recordsForwarding: Check = (observation, { direct }) => {
  if (direct) return null
  const got = observation.opened ? 'an intermediary forwarded the key' : 'an intermediary is on the way'
  return {
    verdict: 'observed',
    got,
    because: clauseWords(namedFieldsRemoved),
  }
}

const cases: Case[] = [
  {
    id: '4.01',
    level: 'MUST',
    title: 'Connection is missing',
    source: [
      includesToken,
      rfc9110(
        '7.6.1',
        'on Upgrade without the option',
        'usually indicates that the field has been improperly forwarded by an intermediary and ought to be ignored by the recipient',
      ),
    ],
    tests: [R.connectionContainsUpgrade],
    parts: [{ name: 'no Connection', send: connection(null), expect: notUpgraded() }],
    why: withoutOption,
  },
  {
    id: '4.02',
    level: 'MUST',
    title: 'Connection is keep-alive without Upgrade',
    source: [includesToken],
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['keep-alive'], notUpgraded()),
    why: withoutOption,
  },
  {
    id: '4.03',
    level: 'MUST',
    title: 'Connection is a list with Upgrade last',
    meaning: 2,
    source: list,
    tests: [R.connectionContainsUpgrade],
    sameFaultAs: ['4.20'],
    ...withPlainGet(eachValue('Connection', ['keep-alive, Upgrade'], accepted())),
    why: 'Firefox sends this value.',
  },
  {
    id: '4.04',
    level: 'MUST',
    title: 'Connection is a list with Upgrade first',
    source: list,
    tests: [R.connectionContainsUpgrade],
    ...withPlainGet(eachValue('Connection', ['Upgrade, keep-alive'], accepted())),
    why: 'Firefox puts Upgrade last. A check that was written for Firefox, with endsWith() or for the last member, fails here.',
  },
  {
    id: '4.05',
    level: 'MUST',
    title: 'Two Connection field lines, Upgrade in the second',
    source: lines,
    tests: [R.connectionContainsUpgrade],
    ...withPlainGet([
      { name: 'keep-alive / Upgrade', send: connection(['keep-alive', 'Upgrade']), expect: accepted() },
    ]),
    why: 'A proxy may add a Connection line of its own. A server that reads only the first line does not see the upgrade then.',
  },
  {
    id: '4.06',
    level: 'MUST',
    title: 'Two Connection field lines, Upgrade in the first',
    source: lines,
    tests: [R.connectionContainsUpgrade],
    ...withPlainGet([
      { name: 'Upgrade / keep-alive', send: connection(['Upgrade', 'keep-alive']), expect: accepted() },
    ]),
    why: 'A map from name to value that keeps only the last line loses the upgrade.',
  },
  {
    id: '4.07',
    level: 'MUST',
    title: 'Connection is spelled UPGRADE or upGrade',
    source: [
      rfc9110('7.6.1', '', 'Connection options are case-insensitive.'),
      rfc6455('4.2.1', 'item 4', 'treated as an ASCII case-insensitive value'),
    ],
    tests: [R.connectionContainsUpgrade, R.connectionOptionsCaseInsensitive],
    ...withPlainGet(eachValue('Connection', ['UPGRADE', 'upGrade'], accepted())),
    why: 'Boost.Beast and most nginx recipes send "upgrade". NetCoreServer refused that before 3.0.18.',
  },
  {
    id: '4.08',
    level: 'MUST',
    title: 'Connection is a longer token that contains upgrade',
    source: [includesToken, rfc9110('7.6.1', 'a list of tokens', OPTIONS)],
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['x-upgrade', 'upgrade-insecure', 'upgrader', 'notupgrade'], notUpgraded()),
    why: 'A check like contains("upgrade") accepts these tokens.',
  },
  {
    id: '4.09',
    level: 'MUST',
    meaning: 2,
    title: 'Space instead of a comma in the Connection list',
    source: noToken,
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['keep-alive Upgrade'], notUpgraded()),
    why: 'One hop reads two options here and the next reads an invalid token. They disagree about whether the connection switches.',
  },
  {
    id: '4.10',
    level: 'MUST',
    title: 'Empty list elements in Connection',
    source: [emptyIgnored, rfc9110('7.6.1', 'a list', OPTIONS)],
    tests: [R.connectionContainsUpgrade, R.emptyListElementsIgnored],
    ...withPlainGet(eachValue('Connection', ['keep-alive, , Upgrade,'], accepted())),
    why: 'An intermediary that removes an option from the list leaves such gaps.',
  },
  {
    id: '4.11',
    level: 'MUST',
    title: 'HTAB around the list elements in Connection',
    source: [
      rfc9110('5.6.1.2', 'OWS "," OWS', 'a recipient MUST accept lists that satisfy the following syntax'),
      ows,
      rfc9110('5.5'),
    ],
    tests: [R.connectionContainsUpgrade, R.fieldValueTrimmedNoControls, R.owsAcceptedWhereAllowed],
    ...withPlainGet([
      {
        name: 'HTAB around each member',
        send: connection({ line: 'Connection:\tkeep-alive\t,\tUpgrade\t' }),
        expect: accepted(),
      },
    ]),
    why: 'OWS includes HTAB, but tests seldom do. The HTTP parser of Node 20 does not know an option that is followed by a tab, so servers on it do not see the upgrade.',
  },
  {
    id: '4.12',
    level: 'INFO',
    title: 'Connection lists close and Upgrade',
    source: [rfc9112('9.6', 'after the final response; a 101 is not final')],
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['close, Upgrade'], observed({ checks: [recordsLink] })),
  },
  {
    id: '4.13',
    level: 'MUST',
    meaning: 2,
    title: 'Connection is Upgrade in quotes or with a parameter',
    source: noToken,
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['"Upgrade"', 'Upgrade;q=1'], notUpgraded()),
    why: 'A parser that is made for parameters, as in Accept, finds "upgrade" in both values. Connection has neither parameters nor quotes, so a strict proxy finds no upgrade.',
  },
  {
    id: '4.14',
    level: 'MUST',
    meaning: 2,
    title: 'Connection lists Upgrade twice',
    source: list,
    tests: [R.connectionContainsUpgrade],
    ...withPlainGet(eachValue('Connection', ['Upgrade, Upgrade'], accepted())),
    why: 'A proxy that adds the option without a look at what is there sends it twice. Neither the list nor the token is invalid then.',
  },
  {
    id: '4.15',
    level: 'SECURITY',
    title: 'Connection lists Upgrade and Sec-WebSocket-Key',
    source: [namedFieldsRemoved],
    tests: [R.connectionContainsUpgrade, R.connectionOptionsCaseInsensitive],
    parts: eachValue('Connection', ['Upgrade, Sec-WebSocket-Key'], observed({ checks: [recordsForwarding] })),
    why: 'An origin that is reached directly accepts this. A proxy in front removes the key, as it must, and then 400 is the right answer.',
  },
  {
    id: '4.16',
    level: 'MUST',
    title: 'Proxy-Connection instead of Connection',
    source: [includesToken],
    tests: [R.connectionContainsUpgrade],
    parts: [
      {
        name: 'Proxy-Connection: Upgrade',
        send: { fields: { Connection: null, 'Proxy-Connection': 'Upgrade' } },
        expect: notUpgraded(),
      },
    ],
    why: 'Some HTTP parsers take Proxy-Connection for Connection, and proxies do not. They disagree about what the client asked for.',
  },
  {
    id: '4.17',
    level: 'INFO',
    title: 'Connection lists 200 options before Upgrade',
    source: [rfc9110('7.6.1'), rfc9110('5.4')],
    tests: [R.connectionContainsUpgrade],
    parts: [
      {
        name: '200 options, then Upgrade',
        send: connection([...Array.from({ length: 200 }, (_, index) => `x${index}`), 'Upgrade'].join(', ')),
        expect: acceptedOrRefused,
      },
    ],
  },
  {
    id: '4.18',
    level: 'MUST',
    meaning: 2,
    title: 'Connection is empty',
    source: [includesToken],
    tests: [R.connectionContainsUpgrade],
    sameFaultAs: ['4.01'],
    parts: [{ name: 'empty', send: connection(''), expect: notUpgraded() }],
    why: withoutOption,
  },
  {
    id: '4.19',
    level: 'MUST',
    introduced: '1.1',
    title: 'Connection: Upgrade only in the name or value of another field',
    source: [includesToken],
    tests: [R.connectionContainsUpgrade],
    sameFaultAs: ['4.01'],
    parts: [
      {
        name: 'X-Connection: Upgrade',
        send: { fields: { Connection: null, 'X-Connection': 'Upgrade' } },
        expect: notUpgraded(),
      },
      {
        name: 'X-Note: Connection: Upgrade',
        send: { fields: { Connection: null, 'X-Note': 'Connection: Upgrade' } },
        expect: notUpgraded(),
      },
    ],
    why: 'A server that searches the header section for this text finds it. A proxy reads field lines and does not, so it goes on with HTTP.',
  },
  {
    id: '4.20',
    level: 'MUST',
    introduced: '1.1',
    title: 'Connection list with and without a space at the comma',
    source: [acceptsLists, rfc9110('7.6.1', 'a list', OPTIONS)],
    tests: [R.connectionContainsUpgrade, R.owsAcceptedWhereAllowed],
    ...withPlainGet(
      SPELLINGS.flatMap((values) =>
        spelledAlike(
          values.map((value) => [value, connection(value)]),
          reasonOf(acceptsLists),
        ),
      ),
    ),
    why: 'A check for ", Upgrade", or one that does not trim the members, works with the browser of its author only.',
  },
]

/** Suite 4: the Connection field of the request. */
export const connectionSuite: Suite = { number: 4, slug: 'connection', title: 'Connection', cases }
