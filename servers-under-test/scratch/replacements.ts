import type { ServerFunctions } from './functions'
import type { Refusal } from './http/refusal'
import type { Request } from './http/request'
import type { Overlay } from './overlay'

/** Reads another text than was sent: of a header section, or of its first line alone. */
export function rewritingText(rewrite: (text: string) => string): Overlay['replaces'] {
  return (intact) => ({ splitLines: (text) => intact.splitLines(rewrite(text)) })
}

/** Changes refusals before they are answered. The request is missing where it could not be read. */
export function changingRefusal(
  change: (refusal: Refusal, request: Request | undefined) => Refusal,
): Overlay['replaces'] {
  return (intact) => ({
    refusalAnswer: (refusal, request) => intact.refusalAnswer(change(refusal, request), request),
  })
}

/** Holds back the answer to some requests. */
export function holdingBack(
  ms: number,
  when: (request: Request, server: ServerFunctions) => boolean = () => true,
): Overlay['replaces'] {
  return (intact) => ({
    answer(request, connection, server) {
      if (when(request, server)) connection.hold(ms)
      intact.answer(request, connection, server)
    },
  })
}
