import type { Case, Contest, Suite } from '../../harness/case/case'
import type { Check } from '../../harness/case/check'
import { rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import type { Edit, FieldEdit } from '../../harness/case/edit'
import { hasDeadLink } from '../../harness/judge/acceptance'
import { onOpened } from '../../harness/judge/checks'
import { accepted, notUpgraded, observed } from '../../harness/judge/expectations'
import { R } from '../requirements'
import { eachValue } from './parts/each-value'

/** BASE with another Connection; null leaves the field out, a list sends several lines. */
function connection(value: FieldEdit | FieldEdit[] | null): Edit {
  return { fields: { Connection: value } }
}

const includesToken = rfc6455('4.2.1', 'item 4: includes the token')
const list = [includesToken, rfc9110('7.6.1', '#connection-option')]
const lines = [rfc9110('5.2'), rfc9110('2.4', 'MUST interpret'), rfc9110('7.6.1', '#connection-option'), includesToken]
const noToken = [rfc6455('4.2.1', 'introduction: ABNF; item 4: includes the token'), rfc9110('2.4')]

const recovery: Contest = {
  strict:
    'RFC 6455 4.2.1: a server MUST refuse any violation of the ABNF, and item 4 requires the token "Upgrade" in Connection',
  lenient: 'RFC 9110 2.4: a recipient MAY attempt to recover a usable protocol element from an invalid construct',
}
const recovered = notUpgraded({ rows: { '101': 'contested' } })

/** A 101 is expected, but a server may limit the number of options. */
const acceptedOrRefused = accepted({ rows: { '4xx': 'observed' } })

const withoutOption =
  'The option keeps intermediaries from forwarding Upgrade (RFC 9110 7.8). Without it, a hop that does not switch may have forwarded the request.'

/** 4.12: records whether the link works, although the client asked to close the connection. */
const recordsLink: Check = onOpened((observation) => {
  const got = hasDeadLink(observation) ? 'the link is not usable' : 'the link stays usable'
  return { verdict: 'observed', got, because: '' }
})

/** 4.15: records whether an intermediary forwarded the key. */
const recordsForwarding: Check = (observation, { direct }) => {
  if (direct) return null
  const got = observation.opened ? 'an intermediary forwarded the key' : 'an intermediary is on the way'
  return {
    verdict: 'observed',
    got,
    because: 'RFC 9110 7.6.1: an intermediary MUST remove the fields that Connection names',
  }
}

const cases: Case[] = [
  {
    id: '4.01',
    level: 'MUST',
    title: 'Connection is missing',
    source: [rfc6455('4.2.1', 'item 4'), rfc6455('10.7'), rfc9110('7.6.1', 'ought to be ignored by the recipient')],
    tests: [R.connectionContainsUpgrade],
    parts: [{ name: 'no Connection', send: connection(null), expect: notUpgraded() }],
    why: withoutOption,
  },
  {
    id: '4.02',
    level: 'MUST',
    title: 'Connection is keep-alive without Upgrade',
    source: [rfc6455('4.2.1', 'item 4')],
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['keep-alive'], notUpgraded()),
    why: withoutOption,
  },
  {
    id: '4.03',
    level: 'MUST',
    title: 'Connection is a list with Upgrade last',
    source: list,
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['keep-alive, Upgrade'], accepted()),
    why: 'Firefox sends this value.',
  },
  {
    id: '4.04',
    level: 'MUST',
    title: 'Connection is a list with Upgrade first',
    source: list,
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['Upgrade, keep-alive'], accepted()),
    why: 'Firefox puts Upgrade last. A check that was written for Firefox, with endsWith() or for the last member, fails here.',
  },
  {
    id: '4.05',
    level: 'MUST',
    title: 'Two Connection field lines, Upgrade in the second',
    source: lines,
    tests: [R.connectionContainsUpgrade],
    parts: [{ name: 'keep-alive / Upgrade', send: connection(['keep-alive', 'Upgrade']), expect: accepted() }],
    why: 'A proxy may add a Connection line of its own. A server that reads only the first line does not see the upgrade then.',
  },
  {
    id: '4.06',
    level: 'MUST',
    title: 'Two Connection field lines, Upgrade in the first',
    source: lines,
    tests: [R.connectionContainsUpgrade],
    parts: [{ name: 'Upgrade / keep-alive', send: connection(['Upgrade', 'keep-alive']), expect: accepted() }],
    why: 'A map from name to value that keeps only the last line loses the upgrade.',
  },
  {
    id: '4.07',
    level: 'MUST',
    title: 'Connection is spelled UPGRADE or upGrade',
    source: [rfc6455('4.2.1', 'item 4: ASCII case-insensitive'), rfc9110('7.6.1', 'case-insensitive')],
    tests: [R.connectionContainsUpgrade, R.connectionOptionsCaseInsensitive],
    parts: eachValue('Connection', ['UPGRADE', 'upGrade'], accepted()),
    why: 'Boost.Beast and most nginx recipes send "upgrade". NetCoreServer refused that before 3.0.18.',
  },
  {
    id: '4.08',
    level: 'MUST',
    title: 'Connection is a longer token that contains upgrade',
    source: list,
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['x-upgrade', 'upgrade-insecure', 'upgrader', 'notupgrade'], notUpgraded()),
    why: 'A check like contains("upgrade") accepts these tokens.',
  },
  {
    id: '4.09',
    level: 'MUST',
    title: 'Space instead of a comma in the Connection list',
    contested: recovery,
    source: noToken,
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['keep-alive Upgrade'], recovered),
    why: 'One hop reads two options here and the next reads an invalid token. They disagree about whether the connection switches.',
  },
  {
    id: '4.10',
    level: 'MUST',
    title: 'Empty list elements in Connection',
    source: [rfc9110('5.6.1.2', 'MUST parse and ignore empty list elements'), rfc9110('7.6.1', '#connection-option')],
    tests: [R.connectionContainsUpgrade, R.emptyListElementsIgnored],
    parts: eachValue('Connection', ['keep-alive, , Upgrade,'], accepted()),
    why: 'An intermediary that removes an option from the list leaves such gaps.',
  },
  {
    id: '4.11',
    level: 'MUST',
    title: 'HTAB around the list elements in Connection',
    source: [rfc9110('5.6.1.2', 'MUST accept OWS "," OWS'), rfc9110('5.6.3', 'OWS includes HTAB'), rfc9110('5.5')],
    tests: [R.connectionContainsUpgrade, R.fieldValueTrimmedNoControls, R.owsAcceptedWhereAllowed],
    parts: [
      {
        name: 'HTAB around each member',
        send: connection({ line: 'Connection:\tkeep-alive\t,\tUpgrade\t' }),
        expect: accepted(),
      },
    ],
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
    title: 'Connection is Upgrade in quotes or with a parameter',
    contested: recovery,
    source: noToken,
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['"Upgrade"', 'Upgrade;q=1'], recovered),
    why: 'A parser that is made for parameters, as in Accept, finds "upgrade" in both values. Connection has neither parameters nor quotes, so a strict proxy finds no upgrade.',
  },
  {
    id: '4.14',
    level: 'INFO',
    title: 'Connection lists Upgrade twice',
    source: [rfc9110('7.6.1')],
    tests: [R.connectionContainsUpgrade],
    parts: eachValue('Connection', ['Upgrade, Upgrade'], acceptedOrRefused),
  },
  {
    id: '4.15',
    level: 'SECURITY',
    title: 'Connection lists Upgrade and Sec-WebSocket-Key',
    source: [rfc9110('7.6.1', 'intermediaries MUST remove the fields that Connection names')],
    tests: [R.connectionContainsUpgrade, R.connectionOptionsCaseInsensitive],
    parts: eachValue('Connection', ['Upgrade, Sec-WebSocket-Key'], observed({ checks: [recordsForwarding] })),
    why: 'An origin that is reached directly accepts this. A proxy in front removes the key, as it must, and then 400 is the right answer.',
  },
  {
    id: '4.16',
    level: 'MUST',
    title: 'Proxy-Connection instead of Connection',
    source: [rfc6455('4.2.1', 'item 4')],
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
    title: 'Connection is empty',
    source: [rfc6455('4.2.1', 'item 4')],
    tests: [R.connectionContainsUpgrade],
    parts: [{ name: 'empty', send: connection(''), expect: notUpgraded() }],
    why: withoutOption,
  },
]

/** Suite 4: the Connection field of the request. */
export const connectionSuite: Suite = { number: 4, slug: 'connection', title: 'Connection', cases }
