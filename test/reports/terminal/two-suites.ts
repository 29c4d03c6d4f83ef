import { result, target } from '../kit/results'

/** The titles of the suites of WS. */
export const SUITES = new Map([
  [6, 'Sec-WebSocket-Version'],
  [12, 'HTTP framing, parsing and smuggling'],
])

/** A target with cases of two suites and of most verdicts. */
export const WS = target(
  'ws@8.23.0',
  [
    result('6.01'),
    result('6.02', 'fail', { title: 'Unsupported 14' }),
    result('6.03', 'skip'),
    result('6.04', 'warn', { level: 'SHOULD' }),
    result('6.05', 'inconclusive', { because: 'a network error is no verdict' }),
    result('12.01', 'contested'),
    result('12.02', 'fail', { level: 'SECURITY' }),
  ],
  { leftOut: 3 },
)
