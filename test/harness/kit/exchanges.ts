import { expect } from 'chai'
import type { Edit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import { HANDSHAKE, type Step } from '../../../harness/case/script'
import { exchange } from '../../../harness/play/exchange'
import type { Script } from '../../../harness/play/script'
import { http1 } from '../../../harness/wire/http1/protocol'
import { handshake } from '../../../harness/wire/http1/request'
import { observe } from '../../../harness/wire/observe'
import { latin1 } from './bytes'
import { PONG, switching } from './messages'
import { type Behaviour, listen, onRequest } from './peer'
import { VARS } from './vars'

/** What is special about a script; `edit` is the change to the correct handshake. */
export type ScriptChange = Partial<Script> & { edit?: Edit }

/** The script of a plain case, with changes. */
export function scriptOf(over: ScriptChange = {}): Script {
  const { edit, ...rest } = over
  return {
    steps: HANDSHAKE,
    vars: VARS,
    protocol: http1,
    render: (other) => handshake(VARS, [], other ?? edit),
    aliveBy: 'ping',
    greets: false,
    aliveMs: 2000,
    farewellMs: 100,
    windowMs: (named) => Math.min(named, 50),
    patienceMs: (named) => named,
    deadlineMs: 4000,
    ...rest,
  }
}

/** Plays a script with a peer on a port. */
export async function send(port: number, over: ScriptChange = {}, signal?: AbortSignal): Promise<Observation> {
  return observe(await exchange({ host: '127.0.0.1', port, tls: null }, scriptOf(over), signal), http1)
}

/** Plays a script with a peer that behaves so. The peer must have no error, and no connection may be open afterwards. */
export async function meet(behave: Behaviour, over: ScriptChange = {}, options = {}): Promise<Observation> {
  const peer = await listen(behave, options)
  const observation = await send(peer.port, over)
  await peer.quiet()
  expect(peer.errors).to.deep.equal([])
  return observation
}

/** A WebSocket endpoint that answers the first frame with `frame`. */
export function speaks(frame: Buffer = PONG, head = switching()): Behaviour {
  return (socket) => {
    onRequest(socket, () => socket.write(latin1(head)), 1)
    socket.once('data', () => socket.once('data', () => socket.end(frame)))
  }
}

/** Waits for the end of the connection after the answer. */
export const UNTIL_END: Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'await', end: true, within: 3000 }]
/** The request and its answer, without a check that the link works. */
export const HEAD_ONLY: Step[] = [{ do: 'send' }, { do: 'answer' }]

/** The steps that were performed, in words: `alive unmet cut`. */
export function performed(observation: Observation): string[] {
  return observation.recording.marks.map(({ what, met, cut }) => `${what}${met ? '' : ' unmet'}${cut ? ' cut' : ''}`)
}
