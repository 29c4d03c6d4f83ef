import type { Case, Part, Suite } from '../../harness/case/case'
import type { Check } from '../../harness/case/check'
import { rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import type { Edit, FieldEdit } from '../../harness/case/edit'
import type { Expectation } from '../../harness/case/expectation'
import type { Observation } from '../../harness/case/observation'
import { openedOtherProtocol } from '../../harness/judge/acceptance'
import { answered, sentFields, statusOf } from '../../harness/judge/answer'
import { onOpened } from '../../harness/judge/checks'
import { accepted, notUpgraded, observed } from '../../harness/judge/expectations'
import { shown } from '../../harness/judge/shown-text'
import { asciiLower, fieldValues, listMembers, sameName } from '../../harness/wire/http1/fields'
import { R } from '../requirements'

/** BASE with another Upgrade; null leaves the field out, a list sends several lines. */
function upgrade(value: FieldEdit | FieldEdit[] | null): Edit {
  return { fields: { Upgrade: value } }
}

/** U+212A KELVIN SIGN and U+017F LATIN SMALL LETTER LONG S in UTF-8. Unicode case folding turns them into k and s. */
const KELVIN_SIGN = '\xe2\x84\xaa'
const LONG_S = '\xc5\xbf'

/** The SETTINGS payload that curl and nghttp2 send with an upgrade to h2c. */
const H2_SETTINGS = 'AAMAAABkAARAAAAAAAIAAAAA'

const matching = [rfc6455('4.2.1', 'item 3'), rfc6455('2.1', 'ASCII case-insensitive')]
const unoffered = [rfc9110('7.8', 'MUST NOT switch to a protocol that was not indicated'), rfc6455('4.2.1', 'item 3')]
const noToken = [
  rfc6455('4.2.1', 'introduction: ABNF; item 3'),
  rfc9110('7.8', 'protocol-name is a token; MUST NOT switch to a protocol that was not indicated'),
]
const keyword = [rfc6455('4.1', 'item 5: include the keyword'), rfc6455('4.2.1', 'item 3: containing the value')]

/** No 101 at all: the request names no other protocol that the server could have switched to. */
const notSwitched = notUpgraded({ rows: { elsewhere: 'fail' } })

/** One part for each value, all with the same expectation. */
function each(values: readonly string[], expect: Expectation): Part[] {
  return values.map((value) => ({ name: value, send: upgrade(value), expect }))
}

/** Records the protocol that a 101 names, for the cases in which the server may choose. */
const recordsChoice: Check = onOpened((observation) => {
  const chosen = answered(observation, 'Upgrade').map((value) => shown(value))
  return {
    verdict: 'observed',
    got: chosen.length === 0 ? 'switched without Upgrade' : `switched to ${chosen.join(' and ')}`,
    because: '',
  }
})

/** A 101 to another protocol that has Sec-WebSocket-Accept, the field of a WebSocket handshake. */
function otherProtocolWithAccept(verdict: 'fail' | 'observed'): Check {
  return (observation) =>
    openedOtherProtocol(observation) && answered(observation, 'Sec-WebSocket-Accept').length > 0
      ? {
          verdict,
          got: 'with Sec-WebSocket-Accept',
          because: 'RFC 6455 11.3.3: the field confirms that the server is willing to open a WebSocket',
        }
      : null
}

/** The status, and the protocol of a 101, in words. */
function answerInWords(observation: Observation): string {
  const status = statusOf(observation)
  if (!observation.opened) return status === null ? 'no response' : `${status}`
  return `101 ${answered(observation, 'Upgrade').join(', ')}`.trim()
}

/** 3.07: records an answer that differs from that to the same list on one line. */
const differsFromOneLine: Check = (observation, { part }) => {
  const twin = part('one line')
  if (!twin || answerInWords(twin) === answerInWords(observation)) return null
  return { verdict: 'observed', got: `the same list on one line: ${shown(answerInWords(twin))}`, because: '' }
}

/** Servers that mostly forward. nginx, Caddy and lighttpd remove the hop-by-hop fields of a correct 426, as RFC 9110 7.6.1 requires. */
const GATEWAY = /^(?:apache|caddy|cloudflare|envoy|h2o|istio-envoy|lighttpd|nginx|openresty|tengine)(?:[/ ]|$)/i

function namesGateway(observation: Observation): boolean {
  return answered(observation, 'Server').some((value) => GATEWAY.test(value))
}

/** 3.02: a 426 has Upgrade, and Connection with the option upgrade. */
const upgradeIn426: Check = (observation, { direct }) => {
  const protocols = listMembers(answered(observation, 'Upgrade'))
  const options = listMembers(answered(observation, 'Connection'))
  const verdict = direct && !namesGateway(observation) ? 'fail' : 'warn'
  if (protocols.length === 0)
    return { verdict, got: '426 without Upgrade', because: 'RFC 9110 15.5.22: a server MUST send Upgrade in a 426' }
  if (!options.some((option) => sameName(option, 'upgrade'))) {
    const because = 'RFC 9110 7.8: a sender of Upgrade MUST also send the "Upgrade" connection option'
    return { verdict, got: '426 whose Connection does not list upgrade', because }
  }
  if (protocols.some((protocol) => sameName(protocolName(protocol), 'websocket'))) return null
  return { verdict: 'observed', got: `426 with Upgrade: ${shown(protocols.join(', '))}`, because: '' }
}

function protocolName(protocol: string): string {
  return protocol.split('/', 1)[0] ?? ''
}

/** 3.18: compares the names without a version. Whether websocket/13 offers websocket is 3.11. */
const namesAnOfferedProtocol: Check = (observation) => {
  const offered = listMembers(fieldValues(sentFields(observation), 'Upgrade'))
    .map(protocolName)
    .map(asciiLower)
  const chosen = listMembers(answered(observation, 'Upgrade'))
  const foreign = chosen.filter((protocol) => !offered.includes(asciiLower(protocolName(protocol))))
  if (foreign.length === 0) return null
  const got = `101 with Upgrade: ${shown(foreign.join(', '))} to a request that offered ${shown(offered.join(', ')) || 'none'}`
  return {
    verdict: 'fail',
    got,
    because: 'RFC 9110 7.8: a server MUST NOT switch to a protocol that was not indicated',
  }
}

const cases: Case[] = [
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
    id: '3.02',
    level: 'MUST',
    title: 'A 426 response has Upgrade and Connection',
    source: [rfc9110('15.5.22'), rfc9110('7.8', 'a sender of Upgrade MUST'), rfc9110('7.6.1')],
    tests: [R.upgradeRequiredIn426],
    derived: {
      says: 'Upgrade with at least one protocol, and Connection with the option upgrade',
      of: (observation) => statusOf(observation) === 426,
      each: upgradeIn426,
      from: ['3.01', '3.08', '4.01', '6.01', '6.02'],
      absent: 'no response had the status 426',
    },
    why: 'The Upgrade of a 426 shows a client which protocol to use. A gateway may remove it on the way, so check the origin too.',
  },
  {
    id: '3.03',
    level: 'MUST',
    title: 'Upgrade is spelled WebSocket',
    source: [...matching, rfc6455('11.2', 'erratum 5498')],
    tests: [R.upgradeContainsWebsocket],
    parts: each(['WebSocket'], accepted()),
    why: 'The registry spells it this way, and so do some clients.',
  },
  {
    id: '3.04',
    level: 'MUST',
    title: 'Upgrade is spelled WEBSOCKET or wEbSoCkEt',
    source: matching,
    tests: [R.upgradeContainsWebsocket],
    parts: each(['WEBSOCKET', 'wEbSoCkEt'], accepted()),
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
    parts: each(
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
    parts: each(['websockets', 'xwebsocket', 'websocket2', 'web-socket'], notSwitched),
    why: 'A check by prefix, by suffix or with contains() accepts these tokens.',
  },
  {
    id: '3.10',
    level: 'MUST',
    title: 'Upgrade is websocket and another word without a comma',
    source: noToken,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    parts: each(['x websocket', 'websocket x'], notSwitched),
    why: 'A server that searches for the word finds it. A proxy that reads tokens does not, and keeps speaking HTTP on a connection that the server has switched.',
  },
  {
    id: '3.11',
    level: 'INFO',
    title: 'Upgrade is websocket with a version (websocket/13)',
    source: [rfc9110('7.8', 'protocol-version')],
    tests: [R.upgradeContainsWebsocket],
    parts: each(
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
    parts: each(['"websocket"'], notSwitched),
    why: 'A parser that removes quotes from every field sees a protocol that a proxy in front does not see.',
  },
  {
    id: '3.13',
    level: 'INFO',
    title: 'Empty list elements in Upgrade',
    source: [rfc9110('5.6.1.2', 'MUST parse and ignore empty list elements'), rfc6455('4.2.1', 'item 3: one value')],
    tests: [R.upgradeContainsWebsocket, R.emptyListElementsIgnored],
    parts: each([', websocket ,'], observed()),
  },
  {
    id: '3.14',
    level: 'MUST',
    title: 'Unicode look-alike letters in Upgrade',
    source: [rfc6455('2.1', 'ASCII case-insensitive'), rfc6455('4.2.1', 'item 3')],
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
    title: 'Upgrade is empty',
    source: unoffered,
    tests: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    parts: [{ name: 'empty', send: upgrade(''), expect: notUpgraded() }],
    why: 'A hop that blanks the field instead of removing it has refused the upgrade. Until 2022 Netty switched anyway, on connections that the proxy went on using for other requests.',
  },
  {
    id: '3.16',
    level: 'MUST',
    title: 'HTAB around the Upgrade value',
    source: [rfc9110('5.5', 'whitespace is excluded before evaluation'), rfc9112('5.1')],
    tests: [R.upgradeContainsWebsocket, R.fieldValueTrimmedNoControls],
    parts: [{ name: 'HTAB on both sides', send: upgrade({ line: 'Upgrade:\twebsocket\t' }), expect: accepted() }],
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
    id: '3.18',
    level: 'MUST',
    title: 'A 101 response names only a protocol that was offered',
    source: [rfc9110('7.8', 'MUST NOT switch to a protocol that was not indicated')],
    tests: [R.switchOnlyToOfferedProtocol],
    derived: {
      says: 'a 101 names only protocols that the request offered',
      of: (observation) => observation.opened,
      each: namesAnOfferedProtocol,
      from: ['3.01', '3.05', '3.06', '3.07', '3.08', '3.09', '3.10', '3.12', '3.14', '3.15', '3.17'],
      absent: 'no request was answered 101',
    },
    why: 'A proxy switches only to a protocol that the request named. After any other 101 it reads the frames as HTTP.',
  },
]

/** Suite 3: the Upgrade field of requests and of responses. */
export const upgradeSuite: Suite = { number: 3, slug: 'upgrade', title: 'Upgrade', cases }
