import type { Case, Part } from '../../../harness/case/case'
import { rfc9110 } from '../../../harness/case/clause'
import type { Step } from '../../../harness/case/script'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { closesAtAnyTime } from './parts/clauses'

/** A part that ends with a RST. Any answer before it passes; 0.06 shows whether the server survived. */
function resetPart(name: string, ...steps: Step[]): Part {
  return {
    name,
    steps: [...steps, { do: 'reset' }],
    expect: anything({ says: 'a server that still serves other clients', rows: { silent: 'pass' } }),
  }
}

/** The moments at which 13.12 resets the connection. */
const RESETS: readonly Part[] = [
  resetPart('inside the header section', { do: 'send', to: 60 }, { do: 'pause', ms: 20 }),
  // It depends on chance whether the RST arrives before the 101 is written, so there are several tries.
  ...Array.from({ length: 8 }, (_, index) => resetPart(`right after the request, ${index + 1}`, { do: 'send' })),
  resetPart('after the 101', { do: 'send' }, { do: 'answer' }),
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
    source: [closesAtAnyTime, rfc9110('17.5')],
    tests: [R.hostileInputSurvived],
    hurts: true,
    parts: RESETS,
    why: 'In Node an error event without a listener ends the process. Port scanners and phones that change networks cause a RST every day.',
  },
]
