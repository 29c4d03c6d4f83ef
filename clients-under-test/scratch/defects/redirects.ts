import { C } from '../../../suites/requirements/client'
import type { ClientDefect } from '../overlay'

/** The defects in following redirects. */
export const REDIRECT_DEFECTS: readonly ClientDefect[] = [
  {
    name: 'redirects-without-end',
    says: 'follows every redirect',
    breaks: [C.redirectLoopEnds],
    replaces: () => ({ mostRedirects: () => Number.POSITIVE_INFINITY }),
  },
  {
    name: 'redirect-with-credentials',
    says: 'sends the credentials of its caller to another origin',
    breaks: [C.redirectKeepsSecrets],
    replaces: (intact) => ({
      redirected: (head, opening, client) => {
        const next = intact.redirected(head, opening, client)
        if (next === undefined) return undefined
        next.url.username = opening.url.username
        next.url.password = opening.url.password
        return next
      },
    }),
  },
]
