import type { CaseResult, Results, TargetResult, Verdict } from '../../../harness/case/results'
import { exchange, result, results, target } from './results'

/** A case of a results file whose difference is taken. `received` is the answer. */
export function caseResult(id: string, verdict: Verdict, received = 'HTTP/1.1 400 Bad Request\r\n\r\n'): CaseResult {
  return result(id, verdict, { got: '', exchanges: [exchange({ received })] })
}

/** A target of such a file. */
export function targetResult(cases: CaseResult[], name = 'ws@1'): TargetResult {
  const capabilities = { echo: true, subprotocols: [], permessageDeflate: false }
  return target(name, cases, { url: 'ws://127.0.0.1:1/', capabilities })
}

/** Two results files with a case for each kind of change, and one that changes only in bytes that always differ. */
export const OLD: Results = results(
  targetResult([
    caseResult('6.01', 'fail'),
    caseResult('6.02', 'pass'),
    caseResult('6.03', 'fail'),
    caseResult('6.04', 'pass'),
    caseResult('6.05', 'observed'),
    caseResult('6.06', 'fail'),
    caseResult(
      '6.08',
      'pass',
      'HTTP/1.1 400 x\r\nDate: Tue, 15 Nov 1994 08:12:31 GMT\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
    ),
  ]),
)
export const NEW: Results = results(
  targetResult(
    [
      caseResult('6.01', 'pass'),
      caseResult('6.02', 'fail'),
      caseResult('6.03', 'fail'),
      caseResult('6.05', 'observed', 'HTTP/1.1 426 Upgrade Required\r\n\r\n'),
      caseResult('6.06', 'inconclusive'),
      caseResult('6.07', 'fail'),
      caseResult(
        '6.08',
        'pass',
        'HTTP/1.1 400 x\r\nDate: Wed, 16 Nov 1994 08:12:31 GMT\r\nSec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n\r\n',
      ),
    ],
    'ws@2',
  ),
)
