import type { Suite } from '../../../harness/case/case'
import type { ClientCase } from '../../../harness/case/client-case'
import { frameCases } from './frames'
import { framingCases } from './framing'
import { lineCases } from './lines'
import { truncatedCases } from './truncated'

/** 8: the answer as HTTP/1.1, answers that are not whole, and the first bytes after a 101. */
export const syntaxTransportSuite: Suite<ClientCase> = {
  number: 8,
  slug: 'syntax-transport',
  title: 'HTTP syntax, framing fields, truncation and first frames',
  cases: [...lineCases, ...framingCases, ...truncatedCases, ...frameCases].toSorted(
    (a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)),
  ),
}
