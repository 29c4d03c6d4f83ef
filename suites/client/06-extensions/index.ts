import type { Suite } from '../../../harness/case/case'
import type { ClientCase } from '../../../harness/case/client-case'
import { acceptanceCases } from './acceptances'
import { invalidCases } from './invalid-answers'
import { messageCases } from './messages'
import { unofferedCases } from './unoffered'

/** 6: Sec-WebSocket-Extensions in the answer, and compressed messages. */
export const extensionsSuite: Suite<ClientCase> = {
  number: 6,
  slug: 'extensions',
  title: 'Sec-WebSocket-Extensions and permessage-deflate',
  cases: [...unofferedCases, ...invalidCases, ...acceptanceCases, ...messageCases].toSorted(
    (a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)),
  ),
}
