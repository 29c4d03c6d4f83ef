import type { Suite } from '../../../harness/case/case'
import type { ClientCase } from '../../../harness/case/client-case'
import { addressCases } from './addresses'
import { browserCases } from './browser'
import { connectingCases } from './connecting'
import { constructorCases } from './constructor'
import { extensionCases } from './extensions'
import { fieldCases } from './fields'
import { furtherCases } from './further'
import { givenCases } from './given'
import { messageCases } from './message'
import { targetCases } from './target'

/** 0: the request of a client. */
export const requestSuite: Suite<ClientCase> = {
  number: 0,
  slug: 'request',
  title: 'The request of a client',
  cases: [
    ...messageCases,
    ...extensionCases,
    ...fieldCases,
    ...targetCases,
    ...addressCases,
    ...givenCases,
    ...furtherCases,
    ...browserCases,
    ...constructorCases,
    ...connectingCases,
  ].toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1))),
}
