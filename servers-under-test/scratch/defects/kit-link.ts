import type { ServerFunctions } from '../functions'
import type { FrameHead } from '../websocket/frames'
import type { Link } from '../websocket/link'
import type { About, Defect } from './defect'

/** A defect that changes an open WebSocket as a whole. */
export function wrappingLink({ wrap, ...about }: About & { wrap(link: Link, server: ServerFunctions): Link }): Defect {
  return {
    ...about,
    replaces: (intact) => ({ openLink: (deflate, server) => wrap(intact.openLink(deflate, server), server) }),
  }
}

/** A defect that stops listening when a WebSocket fails for a reason. */
export function dyingOfFailure({ reason, ...about }: About & { reason: string }): Defect {
  return wrappingLink({
    ...about,
    wrap: (link, server) => ({
      feed(bytes) {
        const step = link.feed(bytes)
        if (step.failure?.reason === reason) server.stopListening()
        return step
      },
      leave: (failure) => link.leave(failure),
    }),
  })
}

/** A defect that ignores something in the head of a frame. `head` returns the head that it reads. */
export function ignoringInHead({
  head: read,
  ...about
}: About & { head(head: FrameHead, compressing: boolean): FrameHead }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      violation: (head, compressing) => intact.violation(read(head, compressing), compressing),
    }),
  }
}
