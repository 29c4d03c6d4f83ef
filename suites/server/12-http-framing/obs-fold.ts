import type { Case } from '../../../harness/case/case'
import { rfc9110 } from '../../../harness/case/clause'
import { refused400 } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { obsFold } from './parts/clauses'
import { refused400OrAccepted, replacing } from './parts/header-section'

/** Cases on folded field lines. */
export const obsFoldCases: readonly Case[] = [
  {
    id: '12.14',
    level: 'MUST',
    title: 'Folded field line (obs-fold) of an unrelated field',
    source: [obsFold],
    tests: [R.obsFoldRejectedOrReplaced],
    parts: [{ name: 'X-A', send: { fields: { 'X-A': { line: 'X-A: b\r\n c' } } }, expect: refused400OrAccepted }],
    why: 'Line folding is obsolete, but some senders still use it. A server may refuse it or repair it.',
  },
  {
    id: '12.15',
    level: 'MUST',
    title: 'Folded Sec-WebSocket-Key field line (obs-fold)',
    source: [obsFold, rfc9110('5.5')],
    tests: [R.obsFoldRejectedOrReplaced],
    parts: [
      {
        name: 'Sec-WebSocket-Key',
        send: replacing('Sec-WebSocket-Key: ', 'Sec-WebSocket-Key:\r\n '),
        expect: refused400({
          says: '400, or 101 with the Sec-WebSocket-Accept of the unfolded key',
          rows: { accept: 'pass', '2xx': 'warn' },
        }),
      },
    ],
    why: 'A wrong Sec-WebSocket-Accept shows that the server computed it from the folded value.',
  },
  {
    id: '12.16',
    level: 'MUST',
    title: 'Folded Upgrade or Connection field line (obs-fold)',
    source: [obsFold],
    tests: [R.obsFoldRejectedOrReplaced],
    parts: [
      { name: 'Upgrade', send: replacing('\r\nUpgrade: ', '\r\nUpgrade:\r\n '), expect: refused400OrAccepted },
      { name: 'Connection', send: replacing('\r\nConnection: ', '\r\nConnection:\r\n '), expect: refused400OrAccepted },
    ],
    why: 'One hop reads an empty Upgrade field, another a handshake. They then disagree about whether the protocol was switched.',
  },
]
