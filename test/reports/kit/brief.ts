import { briefResults } from '../../../reports/brief-results'
import { exchange, result, results, target } from './results'

/** A connection, one with as many bytes as are stored, and one that decided a case. */
export const [FIRST, LONG, DECIDED] = [
  exchange({ received: 'first' }),
  exchange({ received: 'x'.repeat(4096) }),
  exchange({ received: 'decided' }),
]

function part(name: string, verdict: 'pass' | 'fail', at: number) {
  return { name, verdict, expected: 'a 4xx', got: name, because: '', exchanges: [at] }
}

/** Results of one target with parts, findings and other cases. */
export const WHOLE = results(
  target(
    'ws@1',
    [
      result('6.01', 'pass', { parts: [part('a', 'pass', 0)] }),
      result('6.02', 'fail', { exchanges: [FIRST, DECIDED], parts: [part('a', 'pass', 0), part('b', 'fail', 1)] }),
      result('6.03', 'warn', { exchanges: [LONG, FIRST] }),
      result('6.04', 'inconclusive', { exchanges: [] }),
      result('6.05', 'observed', { got: '400' }),
    ],
    { controls: [FIRST, DECIDED] },
  ),
)

/** The same, brief. */
export const BRIEF = briefResults(WHOLE)
