import type { Case, Part } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Step } from '../../../harness/case/script'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'

/** A part that ends in a RST; what came before it is free, and what the server makes of it shows in 0.06. */
function resetPart(name: string, ...steps: Step[]): Part {
  return {
    name,
    steps: [...steps, { do: 'reset' }],
    expect: anything({ says: 'the server goes on serving others', rows: { silent: 'pass' } }),
  }
}

/** 13.12. */
const RESETS: readonly Part[] = [
  resetPart('inside the header section', { do: 'send', to: 60 }, { do: 'pause', ms: 20 }),
  // Whether the RST is there before the 101 is written is a matter of chance, so there are several.
  ...Array.from({ length: 8 }, (_, index) => resetPart(`right behind the request, ${index + 1}`, { do: 'send' })),
  resetPart('behind the 101', { do: 'send' }, { do: 'answer' }),
  resetPart(
    'inside a frame',
    { do: 'send' },
    { do: 'answer' },
    { do: 'write', octets: '\x81\xfe' },
    { do: 'pause', ms: 20 },
  ),
]

/** The case on a RST from the client. */
export const resetCases: readonly Case[] = [
  {
    id: '13.12',
    level: 'SECURITY',
    title: 'Connection reset (RST) during or after the handshake',
    source: [rfc6455('10.7'), rfc9110('17.5')],
    tests: [R.hostileInputSurvived],
    hurts: true,
    parts: RESETS,
    why: 'An error event that nobody listens to ends a Node process. Every scanner and every phone that changes its network sends RST.',
  },
]
