import type { Case, Evidence, Part, Suite } from '../../harness/case/case'
import { rfc6455, rfc9110 } from '../../harness/case/clause'
import type { Check, Finding } from '../../harness/case/expectation'
import type { Edit } from '../../harness/case/request'
import { isMute, type SwitchFault, statusOf, switchFaults } from '../../harness/judge/answer'
import { acceptIsRight, onSwitch } from '../../harness/judge/checks'
import { accepted, observed, REFUSED_IS_NO_EVIDENCE } from '../../harness/judge/expectations'
import { describe } from '../../harness/judge/outcome'
import { R } from '../requirements'
import { addingCookies } from './parts/cookies'
import { oneAccept } from './parts/one-accept'

const CLAUSE_OF: Record<SwitchFault, string> = {
  accept: 'RFC 6455 4.2.2 step 5.4: Sec-WebSocket-Accept, computed from the key (7.01)',
  upgrade: 'RFC 6455 4.2.2 step 5.2: Upgrade with the value websocket (7.04)',
  connection: 'RFC 6455 4.2.2 step 5.3: Connection with the value Upgrade (7.05)',
  dead: 'RFC 9112 6.3 item 1: behind the 101 the new protocol is spoken (7.23)',
}

/** Strict where `accepted` is not: the control is what the others are compared with. */
const soundSwitch: Check = (observation) => {
  const faults = switchFaults(observation)
  return faults.length === 0 ? null : { verdict: 'fail', because: faults.map((fault) => CLAUSE_OF[fault]).join('; ') }
}

/** A 403 is a fault only where the origin that was sent is known to be allowed. */
const originIsAllowed: Check = (observation, { profile }) =>
  profile.allowedOrigin !== undefined && statusOf(observation) === 403
    ? { verdict: 'miss', because: 'the Origin sent is the one that the target is said to accept (--origin)' }
    : null

const CHROME: Edit = {
  fields: {
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
    'User-Agent':
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    Origin: ({ origin }) => origin,
    'Accept-Encoding': 'gzip, deflate, br, zstd',
    'Accept-Language': 'en-US,en;q=0.9',
    'Sec-Fetch-Dest': 'websocket',
    'Sec-Fetch-Mode': 'websocket',
    'Sec-Fetch-Site': 'same-origin',
    'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
  },
  order: (names) => [
    'Host',
    'Connection',
    'Pragma',
    'Cache-Control',
    'User-Agent',
    'Upgrade',
    'Origin',
    'Sec-WebSocket-Version',
    'Accept-Encoding',
    'Accept-Language',
    'Sec-Fetch-Dest',
    'Sec-Fetch-Mode',
    'Sec-Fetch-Site',
    'Cookie',
    'Sec-WebSocket-Key',
    'Sec-WebSocket-Extensions',
    ...names,
  ],
  text: addingCookies('theme=dark; _ga=GA1.1.1207435936.1731000000'),
}

const FIREFOX: Edit = {
  fields: {
    Connection: 'keep-alive, Upgrade',
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
    Accept: '*/*',
    'Accept-Language': 'en-US,en;q=0.5',
    'Accept-Encoding': 'gzip, deflate, br, zstd',
    Origin: ({ origin }) => origin,
    'Sec-WebSocket-Extensions': 'permessage-deflate',
    'Sec-Fetch-Dest': 'empty',
    'Sec-Fetch-Mode': 'websocket',
    'Sec-Fetch-Site': 'same-origin',
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
  },
  order: (names) => [
    'Host',
    'User-Agent',
    'Accept',
    'Accept-Language',
    'Accept-Encoding',
    'Sec-WebSocket-Version',
    'Origin',
    'Sec-WebSocket-Protocol',
    'Sec-WebSocket-Extensions',
    'Sec-WebSocket-Key',
    'Connection',
    'Cookie',
    'Sec-Fetch-Dest',
    'Sec-Fetch-Mode',
    'Sec-Fetch-Site',
    'Pragma',
    'Cache-Control',
    'Upgrade',
    ...names,
  ],
}

const TWENTY: readonly Part[] = Array.from({ length: 20 }, (_, index) => ({
  name: `key ${index + 1}`,
  // It asks whose key an Accept belongs to: a connection that is refused or dropped says nothing about that.
  expect: accepted({ rows: REFUSED_IS_NO_EVIDENCE, checks: [acceptIsRight()] }),
}))

/** What connect(2) says where nobody listens any more; other codes tell of the network or of this machine. */
const GONE = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']

function isRefused({ observation: { recording } }: Evidence): boolean {
  return recording.connectedMs === null && GONE.includes(recording.errorCode ?? 'ETIMEDOUT')
}

function isAccepted({ observation }: Evidence): boolean {
  return statusOf(observation) === 101
}

/** The tries of each control: those in a row that follow the same. */
function byControl(controls: readonly Evidence[]): Evidence[][] {
  const groups: Evidence[][] = []
  for (const each of controls) {
    const last = groups.at(-1)
    if (last?.[0]?.part === each.part) last.push(each)
    else groups.push([each])
  }
  return groups
}

/** What the tries of a control tell about the server: what the `telling` one saw, and why that counts, in words for what ran before. */
interface Life {
  verdict: Finding['verdict']
  saw: string
  because: (after: string) => string
  telling: Evidence
}

/** What the tries of one control, of which the last decides, tell about the server. */
function lifeAfter(tries: readonly Evidence[]): Life | null {
  const last = tries.at(-1)
  const refusal = tries.find(isRefused)
  const telling = refusal ?? (last && !isAccepted(last) ? last : tries.find(({ observation }) => isMute(observation)))
  if (!telling || !last) return null
  const life = (verdict: Finding['verdict'], because: Life['because']): Life => ({
    verdict,
    saw: describe(telling.observation),
    because,
    telling,
  })
  if (refusal) return life('fail', (after) => `RFC 9110 17.5: behind ${after} the server was down`)
  if (isMute(last.observation))
    return life(
      'fail',
      (after) => `RFC 9110 17.5: behind ${after} the server answered nobody, through ${tries.length} tries`,
    )
  if (isAccepted(last)) return life('observed', () => 'a later try was answered 101')
  return life('inconclusive', () => 'a refusal may be a rate limit or a ban list')
}

/** True where one case alone ran before the control, and not suites beside each other. */
function namesCase({ telling }: Life): boolean {
  return !/^suites? /.test(telling.part)
}

/** Each case behind which the server was down where it was sent alone; failing those, what ran when that first happened. */
function deaths(fails: readonly Life[]): Life[] {
  const alone = fails.filter(namesCase)
  return alone.length > 0 ? alone : fails.slice(0, 1)
}

/** Lives as one finding: those that saw the same share its words. */
function asOne(told: readonly [Life, ...Life[]]): Finding & { shownBy: Evidence[] } {
  const kindOf = ({ saw, because }: Life) => `${saw} ${because('')}`
  const kinds = new Map(told.map((life) => [kindOf(life), life]))
  const words = [...kinds].map(([kind, { saw, because }]) => {
    const alike = told.filter((life) => kindOf(life) === kind)
    const after = alike.map(({ telling }) => telling.part).join(', ')
    return { got: `after ${after}: ${saw}`, because: because(after) }
  })
  return {
    verdict: told[0].verdict,
    got: words.map(({ got }) => got).join('; '),
    because: words.map(({ because }) => because).join('; '),
    shownBy: told.map(({ telling }) => telling),
  }
}

/** The controls that were not accepted after one that was tell what brought the server down. */
function lives(evidence: readonly Evidence[]): Finding | null {
  const controls = byControl(evidence.filter(({ from }) => from === 'control'))
  const first = controls.findIndex((tries) => tries.some(isAccepted))
  if (first < 0) return { verdict: 'inconclusive', because: 'no correct handshake was answered 101' }
  const found = controls.slice(first + 1).flatMap((tries) => lifeAfter(tries) ?? [])
  const by = (verdict: Finding['verdict']) => found.filter((life) => life.verdict === verdict)
  const [telling, ...more] = deaths(by('fail'))
  if (telling) return asOne([telling, ...more])
  const [open] = [...by('inconclusive'), ...by('observed')]
  return open ? asOne([open]) : { verdict: 'pass', got: 'every control was answered 101', because: '' }
}

const cases: Case[] = [
  {
    id: '0.01',
    level: 'MUST',
    title: 'Correct handshake',
    source: [rfc6455('4.2.2', 'step 5')],
    tests: [
      R.requestParsedSufficiently,
      R.allHandshakeStepsCompleted,
      R.responseStatusIs101,
      R.responseUpgradeIsWebsocket,
      R.responseConnectionIsUpgrade,
      R.acceptMatchesKey,
      R.acceptSingle,
      R.upgradeRequiredIn101,
      R.noContentIn101,
    ],
    parts: [
      {
        name: 'BASE',
        expect: accepted({
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [soundSwitch, onSwitch(oneAccept)],
        }),
      },
    ],
    why: 'No clause obliges a server to accept, so a refusal is no fault; but where BASE is refused, no other refusal proves anything.',
  },
  {
    id: '0.02',
    level: 'MUST',
    title: 'Sec-WebSocket-Key of the example in RFC 6455 1.3',
    source: [rfc6455('4.2.2', 'step 5.4'), rfc6455('1.3', 'the vector; not normative')],
    tests: [R.acceptMatchesKey],
    parts: [
      {
        name: 'the key of RFC 6455 1.3',
        send: { fields: { 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' } },
        expect: accepted({
          says: '101 with Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
          checks: [acceptIsRight()],
        }),
      },
    ],
    why: 'A stub may answer this pair by heart: 7.01 asks with a random key.',
  },
  {
    id: '0.03',
    level: 'MUST',
    title: 'Opening handshake as sent by Chrome',
    source: [rfc6455('4.2.1', 'items 1 to 10'), rfc9110('2.4')],
    tests: [R.extensionListByGrammar, R.unknownFieldsIgnored, R.elementsReadAsDefined],
    parts: [
      {
        name: 'as Chrome sends it',
        send: CHROME,
        expect: accepted({
          rows: { '403': 'observed', '413': 'observed', '431': 'observed' },
          checks: [originIsAllowed],
        }),
      },
    ],
    why: 'What a server meets all day. A 413 or 431 tells of small limits, a 403 of an origin policy.',
  },
  {
    id: '0.04',
    level: 'MUST',
    title: 'Opening handshake as sent by Firefox',
    source: [rfc6455('4.2.1', 'items 4 and 10'), rfc9110('7.6.1')],
    tests: [R.connectionContainsUpgrade, R.extensionListByGrammar, R.unknownFieldsIgnored, R.elementsReadAsDefined],
    parts: [
      {
        name: 'as Firefox sends it',
        send: FIREFOX,
        expect: accepted({ rows: { '403': 'observed' }, checks: [originIsAllowed] }),
      },
    ],
    why: 'Servers that compare Connection with "Upgrade" work with every browser but Firefox, which sends keep-alive too.',
  },
  {
    id: '0.05',
    level: 'INFO',
    title: 'Opening handshake with only the required fields',
    source: [rfc6455('4.2.1', 'items 2 to 6')],
    tests: [],
    needs: ['addedFields'],
    parts: [{ name: 'without the fields that the profile adds', send: { bare: true }, expect: observed() }],
    why: 'A policy may want an Origin, a subprotocol or credentials: this shows whether the target has one.',
  },
  {
    id: '0.06',
    level: 'SECURITY',
    title: 'Server stays available throughout the test run',
    source: [rfc9110('17.5'), rfc6455('10.7')],
    tests: [R.hostileInputSurvived],
    derived: {
      says: 'the correct handshake is answered 101 after every suite and after every case that can hurt',
      of: () => true,
      all: lives,
      absent: 'no correct handshake was sent',
    },
    why: 'A request that ends the process ends every other connection with it. sockjs before 0.3.20 died of an upgrade for a path that it did not serve (CVE-2020-7693).',
  },
  {
    id: '0.07',
    level: 'MUST',
    title: 'Sec-WebSocket-Accept is right for 20 successive keys',
    source: [rfc6455('4.2.2', 'step 5.4')],
    tests: [R.acceptMatchesKey],
    parts: TWENTY,
    why: 'An Accept that is right once and wrong later belongs to another key: a buffer that is reused, a value that is kept.',
  },
]

/** Suite 0: the correct handshake, as the specification, browsers and a whole run send it. */
export const controlSuite: Suite = { number: 0, slug: 'control', title: 'Controls', cases }
