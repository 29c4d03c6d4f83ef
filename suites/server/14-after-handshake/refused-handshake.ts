import type { Case } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import { R } from '../../requirements'
import { noPongAfterRefusal, PING_AFTER_REFUSAL } from '../parts/no-pong'
import { only101Opens } from '../parts/only-101'

/** The case on frames after a refused handshake. */
export const refusalCases: readonly Case[] = [
  {
    id: '14.17',
    level: 'MUST',
    title: 'Ping after the handshake was refused',
    source: [only101Opens, rfc6455('4.2.1', 'introduction', "the server MUST stop processing the client's handshake")],
    tests: [R.only101OpensWebsocket],
    sameFaultAs: ['12.42'],
    parts: [
      {
        name: 'no key',
        send: { fields: { 'Sec-WebSocket-Key': null } },
        steps: PING_AFTER_REFUSAL,
        expect: noPongAfterRefusal('no Pong', '5.01'),
      },
      {
        name: 'version 14',
        send: { fields: { 'Sec-WebSocket-Version': '14' } },
        steps: PING_AFTER_REFUSAL,
        expect: noPongAfterRefusal('no Pong', '6.02'),
      },
    ],
    why: 'A proxy that does not check the status forwards a WebSocket that the server has refused.',
  },
]
