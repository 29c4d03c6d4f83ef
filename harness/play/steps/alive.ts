import { fieldValues, listMembers, sameName } from '../../wire/http1/fields'
import { OPCODE } from '../../wire/websocket/frame'
import type { Player } from '../player'
import type { StepKind } from './kind'

/** Checks that the link works: sends a Ping, or what probing found to be answered, and waits for any frame. */
export interface AliveStep {
  do: 'alive'
}

declare module '../../case/script' {
  interface StepKinds {
    alive: AliveStep
  }
}

/** Status code 1000 (RFC 6455 7.4.1). */
const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8])

/** The handshake was accepted, and not for another protocol. */
function speaksWebSocket({ conversation: { answer } }: Player): boolean {
  const protocols = listMembers(fieldValues(answer?.final?.head.fields ?? [], 'Upgrade'))
  const isWebSocket = protocols.length === 0 || protocols.some((name) => sameName(name, 'websocket'))
  return answer?.opened === true && isWebSocket
}

/** Any whole valid frame shows that the link works. */
async function perform(_: AliveStep, player: Player): Promise<boolean | null> {
  if (!speaksWebSocket(player)) return null
  const { conversation, script } = player
  if (conversation.sentMore()) await player.hear()
  const opcode = { ping: OPCODE.ping, echo: OPCODE.text, close: OPCODE.close }[script.aliveBy]
  const payload = script.aliveBy === 'close' ? NORMAL_CLOSURE : Buffer.from('wsspec')
  await player.writeFrames({ opcode, payload })
  await player.until(() => conversation.hasSpoken() || conversation.link()?.fault !== null, script.aliveMs)
  return conversation.hasSpoken()
}

export const alive: StepKind<AliveStep> = {
  acts: true,
  perform,
  inWords: () => 'where the handshake is accepted, check that the link works',
  goesOn: true,
  readsAfterEnd: true,
  listens: true,
  onlyWaits: true,
}
