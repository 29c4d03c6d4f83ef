import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { lineCases } from './line'
import { methodCases } from './method'
import { targetCases } from './target'
import { versionCases } from './version'

/** Suite 1: the request line: method, request target, HTTP version. */
export const requestLineSuite: Suite = {
  number: 1,
  slug: 'request-line',
  title: 'Request line, method, HTTP version, request-target',
  cases: inIdOrder(methodCases, versionCases, targetCases, lineCases),
}
