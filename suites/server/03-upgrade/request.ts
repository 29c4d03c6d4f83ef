import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Edit, FieldEdit } from '../../../harness/case/edit'
import { accepted, notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { eachValue } from '../parts/each-value'
import { acceptsLists } from '../parts/list-clauses'
import { grammarIsChecked, mustStop } from '../parts/must-stop'
import { withPlainGet } from '../parts/plain-twin'
import { reasonOf } from '../parts/reason'
import { spelledAlike } from '../parts/spellings'
import { notIndicated } from './parts/clauses'
import { differsFromOneLine, otherProtocolWithAccept, recordsChoice } from './parts/switch-checks'

/** BASE with another Upgrade; null leaves the field out, a list sends several lines. */
function upgrade(value: FieldEdit | FieldEdit[] | null): Edit {
  return { fields: { Upgrade: value } }
}

/** U+212A KELVIN SIGN and U+017F LATIN SMALL LETTER LONG S in UTF-8. Unicode case folding turns them into k and s. */
const KELVIN_SIGN = '\xe2\x84\xaa'
const LONG_S = '\xc5\xbf'

/** The SETTINGS payload that curl and nghttp2 send with an upgrade to h2c. */
const H2_SETTINGS = 'AAMAAABkAARAAAAAAAIAAAAA'

const containsWebsocket = mustStop('item 3: Upgrade contains the value "websocket"')
const matching = [
  rfc6455('4.2.1', 'item 3', 'treated as an ASCII case-insensitive value'),
  rfc6455('2.1', 'ASCII case-insensitive'),
]
const unoffered = [notIndicated, containsWebsocket]
const noToken = [
  grammarIsChecked('introduction, and item 3: contains the value "websocket"'),
  notIndicated,
  rfc9110('7.8', 'the name of a protocol is a token', 'protocol-name = token'),
]

const keyword = [rfc6455('4.2.1', 'item 3: containing the value'), rfc6455('4.1', 'item 5: include the keyword')]

/** No 101 at all: the request names no other protocol that the server could have switched to. */
const notSwitched = notUpgraded({ rows: { elsewhere: 'fail' } })

/** 3.21: the spellings of two lists. */
const SPELLINGS = [
  ['foo/1, websocket', 'foo/1,websocket', 'foo/1 ,websocket', 'foo/1\t,\twebsocket'],
  ['websocket, foo/1', 'websocket,foo/1', 'websocket ,foo/1'],
] as const

/** The Upgrade field of the request. */
export const requestCases: readonly Case[] = [
  {
    id: '3.01',
    level: 'MUST',
    title: 'Upgrade is missing',
    source: unoffered,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    parts: [{ name: 'no Upgrade', send: upgrade(null), expect: notUpgraded() }],
    why: 'Without Upgrade the request is a plain GET: a page, a 404 or a 426 passes. A 101 switches to a protocol that nobody asked for.',
  },
  {
    id: '3.03',
    level: 'MUST',
    title: 'Upgrade is spelled WebSocket',
    source: [...matching, rfc6455('11.2', 'erratum 5498')],
    tests: [R.upgradeContainsWebsocket],
    ...withPlainGet(eachValue('Upgrade', ['WebSocket'], accepted())),
    why: 'The registry spells it this way, and so do some clients.',
  },
  {
    id: '3.04',
    level: 'MUST',
    title: 'Upgrade is spelled WEBSOCKET or wEbSoCkEt',
    source: matching,
    tests: [R.upgradeContainsWebsocket],
    ...withPlainGet(eachValue('Upgrade', ['WEBSOCKET', 'wEbSoCkEt'], accepted())),
    why: 'A server that knows only the two common spellings passes 3.03. RFC 6455 requires a comparison that ignores case.',
  },
  {
    id: '3.05',
    level: 'INFO',
    title: 'Upgrade is a list with websocket first',
    source: [...keyword, rfc9110('7.8', '#protocol; MAY ignore')],
    tests: [R.upgradeContainsWebsocket],
    parts: [{ name: 'one line', send: upgrade('websocket, foo/1'), expect: observed({ checks: [recordsChoice] }) }],
    why: 'The example of RFC 9110 7.8 is such a list, and many servers refuse it.',
  },
  {
    id: '3.06',
    level: 'INFO',
    title: 'Upgrade is a list with websocket second',
    source: [...keyword, rfc9110('7.8', 'MAY choose to ignore the order of preference')],
    tests: [R.upgradeContainsWebsocket],
    parts: [{ name: 'h2c, websocket', send: upgrade('h2c, websocket'), expect: observed({ checks: [recordsChoice] }) }],
  },
  {
    id: '3.07',
    level: 'INFO',
    title: 'Two Upgrade field lines',
    source: [rfc9110('5.2'), rfc9110('5.3'), rfc9110('7.8')],
    tests: [R.upgradeContainsWebsocket],
    parts: [
      { name: 'one line', send: upgrade('websocket, foo/1') },
      {
        name: 'two lines',
        send: upgrade(['websocket', 'foo/1']),
        expect: observed({ checks: [recordsChoice, differsFromOneLine] }),
      },
    ],
    why: 'Two field lines mean the same as one line with a comma (RFC 9110 5.3). A server that answers them differently reads only the first or the last line.',
  },
  {
    id: '3.08',
    level: 'MUST',
    title: 'Upgrade names only another protocol',
    source: unoffered,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    parts: eachValue(
      'Upgrade',
      ['h2c', 'foo'],
      notUpgraded({ says: 'no 101 to websocket', checks: [otherProtocolWithAccept('fail')] }),
    ),
    why: 'After the 101 the client speaks h2c or foo and the server speaks WebSocket. Neither can read the other.',
  },
  {
    id: '3.09',
    level: 'MUST',
    title: 'Upgrade is a token similar to websocket',
    source: unoffered,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    parts: eachValue('Upgrade', ['websockets', 'xwebsocket', 'websocket2', 'web-socket'], notSwitched),
    why: 'A check by prefix, by suffix or with contains() accepts these tokens.',
  },
  {
    id: '3.10',
    level: 'MUST',
    title: 'Upgrade is websocket and another word without a comma',
    source: noToken,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    parts: eachValue('Upgrade', ['x websocket', 'websocket x'], notSwitched),
    why: 'A server that searches for the word finds it. A proxy that reads tokens does not, and keeps speaking HTTP on a connection that the server has switched.',
  },
  {
    id: '3.11',
    level: 'INFO',
    title: 'Upgrade is websocket with a version (websocket/13)',
    source: [rfc9110('7.8', 'protocol-version')],
    tests: [R.upgradeContainsWebsocket],
    parts: eachValue(
      'Upgrade',
      ['websocket/13'],
      notUpgraded({ says: 'preferably no 101', rows: { '101': 'observed', silent: 'observed' } }),
    ),
  },
  {
    id: '3.12',
    level: 'MUST',
    title: 'Upgrade is websocket in quotes',
    source: noToken,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    parts: eachValue('Upgrade', ['"websocket"'], notSwitched),
    why: 'A parser that removes quotes from every field sees a protocol that a proxy in front does not see.',
  },
  {
    id: '3.13',
    level: 'INFO',
    title: 'Empty list elements in Upgrade',
    source: [rfc9110('5.6.1.2', 'MUST parse and ignore empty list elements'), rfc6455('4.2.1', 'item 3: one value')],
    tests: [R.upgradeContainsWebsocket, R.emptyListElementsIgnored],
    parts: eachValue('Upgrade', [', websocket ,'], observed()),
  },
  {
    id: '3.14',
    level: 'MUST',
    title: 'Unicode look-alike letters in Upgrade',
    source: [notIndicated, rfc6455('2.1', 'ASCII case-insensitive'), containsWebsocket],
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    parts: [
      { name: 'Kelvin sign', send: upgrade(`websoc${KELVIN_SIGN}et`), expect: notSwitched },
      { name: 'long s', send: upgrade(`web${LONG_S}ocket`), expect: notSwitched },
    ],
    why: 'Unicode case folding turns these letters into k and s. A proxy in front compares bytes and does not see a handshake.',
  },
  {
    id: '3.15',
    level: 'MUST',
    meaning: 2,
    title: 'Upgrade is empty',
    source: unoffered,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    sameFaultAs: ['3.01'],
    parts: [{ name: 'empty', send: upgrade(''), expect: notUpgraded() }],
    why: 'A hop that blanks the field instead of removing it has refused the upgrade. Until 2022 Netty switched anyway, on connections that the proxy went on using for other requests.',
  },
  {
    id: '3.16',
    level: 'MUST',
    title: 'HTAB around the Upgrade value',
    source: [
      rfc9110(
        '5.5',
        '',
        'a field parsing implementation MUST exclude such whitespace prior to evaluating the field value',
      ),
      rfc9112('5.1'),
    ],
    tests: [R.upgradeContainsWebsocket, R.fieldValueTrimmedNoControls],
    ...withPlainGet([
      { name: 'HTAB on both sides', send: upgrade({ line: 'Upgrade:\twebsocket\t' }), expect: accepted() },
    ]),
    why: 'A server that removes one space, or only spaces, compares a value that still has a tab in it.',
  },
  {
    id: '3.17',
    level: 'INFO',
    title: 'Upgrade to h2c or websocket, with HTTP2-Settings',
    source: [rfc9110('7.8'), { rfc: 9113, section: '3.1', note: 'h2c and HTTP2-Settings are deprecated' }],
    tests: [R.upgradeContainsWebsocket],
    parts: [
      {
        name: 'h2c, websocket',
        send: {
          fields: {
            Upgrade: 'h2c, websocket',
            Connection: 'Upgrade, HTTP2-Settings',
            'HTTP2-Settings': H2_SETTINGS,
          },
        },
        expect: observed({ checks: [recordsChoice, otherProtocolWithAccept('observed')] }),
      },
    ],
    why: 'A proxy that forwards an h2c upgrade without a check opens a tunnel past its own rules.',
  },
  {
    id: '3.19',
    level: 'MUST',
    introduced: '1.1',
    title: 'Upgrade: websocket only in the name or value of another field',
    source: unoffered,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    sameFaultAs: ['3.01'],
    parts: [
      {
        name: 'X-Upgrade: websocket',
        send: { fields: { Upgrade: null, 'X-Upgrade': 'websocket' } },
        expect: notUpgraded(),
      },
      {
        name: 'X-Note: Upgrade: websocket',
        send: { fields: { Upgrade: null, 'X-Note': 'Upgrade: websocket' } },
        expect: notUpgraded(),
      },
    ],
    why: 'A server that searches the header section for this text opens a WebSocket for a page that may set other fields, and behind a proxy that saw no upgrade.',
  },
  {
    id: '3.21',
    level: 'MUST',
    introduced: '1.1',
    title: 'Upgrade list with and without a space at the comma',
    source: [acceptsLists, rfc9110('7.8', 'a list', 'Upgrade = #protocol')],
    tests: [R.upgradeContainsWebsocket, R.owsAcceptedWhereAllowed],
    ...withPlainGet(
      SPELLINGS.flatMap((values) =>
        spelledAlike(
          values.map((value) => [value.replaceAll('\t', 'HTAB'), upgrade(value)]),
          reasonOf(acceptsLists),
        ),
      ),
    ),
    why: 'A server that understands one of these lists and not the other looks for a piece of text and not for a member.',
  },
]
