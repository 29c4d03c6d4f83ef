import type { Suite } from '../../../harness/case/case'
import { bodyCases, hugeLength } from './body'
import { codingCases } from './codings'
import { derivedCases } from './derived'
import { expectationCases } from './expectations'
import { fieldCases } from './fields'
import { foreignCases } from './foreign'
import { limitCases } from './limits'
import { lineCases } from './lines'
import { pipeliningCases } from './pipelining'

/** Suite 12: where a request begins and ends, what its lines may hold, and who else is on the connection. */
export const httpFramingSuite: Suite = {
  number: 12,
  slug: 'http-framing',
  title: 'HTTP framing, parsing and smuggling',
  cases: [
    ...bodyCases,
    ...codingCases,
    ...lineCases,
    ...fieldCases,
    ...limitCases,
    ...expectationCases,
    ...pipeliningCases,
    ...foreignCases,
    ...derivedCases,
    hugeLength,
  ],
}
