import type { Contest } from '../../../../harness/case/case'
import { clauseWords } from '../../../../harness/case/clause-link'
import type { Step } from '../../../../harness/case/script'
import { refused } from '../../../../harness/judge/expectations'
import { readOrClose } from './clauses'
import { bodyWasRead, THEN_PING } from './link-after-body'

/** Sends the request with its body, and after a 101 asks for a sign of life. */
export const BODY_THEN_PING: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, ...THEN_PING]

/** Sends the request without the announced body. The server may answer or wait, so a short window is enough. */
export const BODY_WITHHELD: readonly Step[] = [{ do: 'send' }, { do: 'watch', ms: 5000 }, { do: 'answer', within: 0 }]

/** Requires a refusal, or a 101 after which the server has read the body as a body. */
export const bodyRefusedOrRead = refused({
  says: 'a 4xx, or 101 with an answer to the Ping after the body',
  rows: { '101': 'pass' },
  checks: [bodyWasRead],
})

/** Whether a server may read the body as frames after its 101. */
export const bodyReadAsFrames: Contest = {
  strict:
    'RFC 9112 6: "Request message framing is independent of method semantics", so the bytes that the fields announce are a body and not frames',
  lenient: `${clauseWords(readOrClose)}; failing the WebSocket connection closes it`,
}
