import type { Suite } from '../../../harness/case/case'
import { lineCases } from './line'
import { methodCases } from './method'
import { targetCases } from './target'
import { versionCases } from './version'

/** Suite 1: the line that begins a request: what is asked, for what, in which version. */
export const requestLineSuite: Suite = {
  number: 1,
  slug: 'request-line',
  title: 'Request line, method, HTTP version, request-target',
  cases: [...methodCases, ...versionCases, ...targetCases, ...lineCases],
}
