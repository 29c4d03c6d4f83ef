import type { Socket } from 'node:net'
import type { Case, Part, Suite } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import type { CaseResult, TargetResult } from '../../../harness/case/results'
import { lists, onRefusal } from '../../../harness/judge/checks'
import { accepted, notUpgraded, refused } from '../../../harness/judge/expectations'
import { run } from '../../../harness/run/run'
import { DEFAULTS, type RunOptions, type Target } from '../../../harness/run/target'
import { acceptFor } from '../../../harness/wire/websocket/accept'
import { plain, serverFrame } from './made'
import { latin1 } from './octets'
import { type Asked, type Behaviour, onRequest, type Peer } from './peer'

/** What an endpoint does with a request instead of judging it: octets to answer with, or what it did itself. */
export type Whim = (asked: Asked, socket: Socket, nth: number) => string | Buffer | 'handled' | undefined

/** What a small WebSocket endpoint is like. */
export interface Manner {
  whim?: Whim
  pong?: boolean
  echo?: boolean
  protocols?: readonly string[]
  /** Answers every one of its subprotocols that is offered. */
  answersAll?: boolean
  /** Answers 400 where none of its subprotocols is offered. */
  insists?: boolean
}

/** The opcode and the payload of each short masked frame in `octets`. */
function framesIn(octets: Buffer): [number, Buffer][] {
  const frames: [number, Buffer][] = []
  for (let at = 0; at + 6 <= octets.length; ) {
    const length = (octets[at + 1] ?? 0) & 0x7f
    const key = octets.subarray(at + 2, at + 6)
    const payload = octets.subarray(at + 6, at + 6 + length).map((octet, index) => octet ^ (key[index & 3] ?? 0))
    frames.push([(octets[at] ?? 0) & 15, Buffer.from(payload)])
    at += 6 + length
  }
  return frames
}

function talk(socket: Socket, octets: Buffer, { pong = true, echo = true }: Manner): void {
  for (const [opcode, payload] of framesIn(octets)) {
    if (opcode === 8) socket.end(serverFrame(8, payload))
    if (opcode === 9 && pong) socket.write(serverFrame(10, payload))
    if (opcode < 3 && echo) socket.write(serverFrame(opcode, payload))
  }
}

function refusal({ line, values }: Asked): string | null {
  if (!line.startsWith('GET ')) return plain(405, '', 'Allow: GET\r\n')
  if (values('Upgrade')[0]?.toLowerCase() !== 'websocket') return plain(404)
  if (values('Sec-WebSocket-Version')[0] !== '13') return plain(426, '', 'Sec-WebSocket-Version: 13\r\n')
  return null
}

/** A WebSocket endpoint that is right in what the tiny suites ask, but for its manner. */
export function endpoint(manner: Manner = {}): Behaviour {
  return (socket, nth) => {
    let linked = false
    socket.on('data', (octets: Buffer) => {
      if (linked) talk(socket, octets, manner)
    })
    onRequest(
      socket,
      (asked, behind) => {
        const own = manner.whim?.(asked, socket, nth)
        if (own === 'handled') return
        const offered = asked.values('Sec-WebSocket-Protocol').flatMap((value) => value.split(/\s*,\s*/))
        const spoken = offered.filter((name) => manner.protocols?.includes(name))
        const protocol = manner.answersAll ? spoken.join(', ') || undefined : spoken[0]
        const no = own ?? refusal(asked) ?? (manner.insists && protocol === undefined ? plain(400) : null)
        if (no !== null) return void socket.write(typeof no === 'string' ? latin1(no) : no)
        linked = true
        const selected = protocol === undefined ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`
        const accept = acceptFor(asked.values('Sec-WebSocket-Key')[0] ?? '')
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${selected}\r\n`,
        )
        talk(socket, behind, manner)
      },
      1,
    )
  }
}

/** A case with one part, BASE that should be accepted, or what else is named. */
export function caseOf(id: string, over: Partial<Case> = {}): Case {
  const parts: Part[] = [{ name: 'BASE', expect: accepted() }]
  return { id, level: 'MUST', title: `Case ${id}`, source: [rfc6455('4.2.2')], tests: [], parts, ...over }
}

/** A case that sends BASE with its own mark in the query and should be accepted. */
export function markedCase(id: string, over: Partial<Case> = {}): Case {
  return caseOf(id, { parts: [{ name: 'marked', send: { target: `/?case=${id}` }, expect: accepted() }], ...over })
}

/** Suite `number` with these cases. */
export function suiteOf(number: number, cases: readonly Case[]): Suite {
  return { number, slug: `suite-${number}`, title: `Suite ${number}`, cases }
}

/** Three cases that a right endpoint passes: an acceptance, a refusal, a method that must not upgrade. */
export const SOUND: Suite = suiteOf(1, [
  caseOf('1.01'),
  caseOf('1.02', {
    parts: [
      {
        name: '14',
        send: { fields: { 'Sec-WebSocket-Version': '14' } },
        expect: refused({ checks: [onRefusal(lists('Sec-WebSocket-Version', '13'))] }),
      },
    ],
  }),
  caseOf('1.03', { parts: [{ name: 'POST', send: { method: 'POST' }, expect: notUpgraded() }] }),
])

/** A target at the port of `peer`. */
export function targetOf({ port }: Pick<Peer, 'port'>, over: Partial<Target> = {}): Target {
  return {
    name: 'target',
    url: new URL(`ws://127.0.0.1:${port}/`),
    server: null,
    ours: false,
    fields: [],
    subprotocols: [],
    tls: { insecure: false },
    ...over,
  }
}

/** What to run: suites, the ids that are selected (all unless named), options, and what else the target is. */
export interface Course {
  suites?: readonly Suite[]
  only?: readonly string[]
  options?: Partial<RunOptions>
  target?: Partial<Target>
}

/** Runs the suites against a peer, with deadlines fit for tests. */
export function runOn(
  peer: Pick<Peer, 'port'>,
  { suites = [SOUND], only, options, target }: Course = {},
): Promise<TargetResult> {
  const every = suites.flatMap(({ cases }) => cases.map(({ id }) => id))
  return run(targetOf(peer, target), suites, new Set(only ?? every), { ...DEFAULTS, timeoutMs: 1500, ...options })
}

/** The verdicts by id, in the order of the results. */
export function verdictsOf({ cases }: Pick<TargetResult, 'cases'>): Record<string, string> {
  return Object.fromEntries(cases.map(({ id, verdict }) => [id, verdict]))
}

/** The entry of a case. */
export function entryOf({ cases }: Pick<TargetResult, 'cases'>, id: string): CaseResult {
  const entry = cases.find((each) => each.id === id)
  if (!entry) throw new Error(`no entry for ${id}`)
  return entry
}
