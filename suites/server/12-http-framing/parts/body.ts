import type { Contest } from '../../../../harness/case/case'
import { rfc9112 } from '../../../../harness/case/clause'
import type { Step } from '../../../../harness/case/script'
import { refused } from '../../../../harness/judge/expectations'
import { bodyWasRead, THEN_PING } from './link-after-body'

export const readOrClose = rfc9112('9.3', 'MUST read the entire request message body or close the connection')

/** A body behind the header section, then the link. */
export const BODY_THEN_PING: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, ...THEN_PING]

/** Whether it waits for the body that was announced shows in a moment: nothing has to happen. */
export const BODY_WITHHELD: readonly Step[] = [{ do: 'send' }, { do: 'watch', ms: 5000 }, { do: 'answer', within: 0 }]

export const bodyRefusedOrRead = refused({
  says: 'a 4xx; or 101, and the Ping behind the body is answered',
  rows: { '101': 'pass' },
  checks: [bodyWasRead],
})

export const bodyReadAsFrames: Contest = {
  strict: 'RFC 9112 6, 6.3: the fields announce a body whatever the method, and what it holds is no frame',
  lenient:
    'RFC 9112 9.3: a server may close the connection instead of reading the body, and to fail the link closes it',
}
