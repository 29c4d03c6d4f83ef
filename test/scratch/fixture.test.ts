import { expect } from 'chai'
import { FULL_PROFILE } from '../../servers-under-test/scratch/fixture'
import { listen } from '../../servers-under-test/scratch/server'
import { base, type Edits, serving } from './kit/client'
import { ask } from './kit/proof'

const { allowedOrigin, deniedOrigin, missingPath, redirectPath, authPath, credentials, authCookie, vhosts } =
  FULL_PROFILE
const at = (path: string, edits: Edits = {}) => base(edits, `GET ${path} HTTP/1.1`)

/** Requests, and what the fixture answers to each. */
const ANSWERS: readonly (readonly [what: string, answer: RegExp, send: string])[] = [
  ['BASE', /^HTTP\/1\.1 101 /, base()],
  ['a query', /^HTTP\/1\.1 101 /, at('/chat?a=b')],
  ['the allowed origin', /^HTTP\/1\.1 101 /, base({ Origin: allowedOrigin })],
  ['the allowed origin in upper case', /^HTTP\/1\.1 101 /, base({ Origin: allowedOrigin.toUpperCase() })],
  ['its own origin', /^HTTP\/1\.1 101 /, base({ Origin: 'http://example.test' })],
  ['the denied origin', /^HTTP\/1\.1 403 /, base({ Origin: deniedOrigin })],
  ['two origins', /^HTTP\/1\.1 403 /, base({ Origin: [allowedOrigin, allowedOrigin] })],
  ['the missing path', /^HTTP\/1\.1 404 /, at(missingPath)],
  ['the redirecting path', /^HTTP\/1\.1 301 [\s\S]*\r\nLocation: \/\r\n/, at(redirectPath)],
  ['the protected path', /^HTTP\/1\.1 401 [\s\S]*\r\nWWW-Authenticate: Basic realm=/, at(authPath)],
  ['its credentials', /^HTTP\/1\.1 101 /, at(authPath, { Authorization: credentials })],
  ['other credentials', /^HTTP\/1\.1 401 /, at(authPath, { Authorization: `${credentials}x` })],
  ['its cookie', /^HTTP\/1\.1 101 /, at(authPath, { Cookie: `a=b; ${authCookie}` })],
  ['a foreign authority', /^HTTP\/1\.1 421 /, base({ Host: 'evil.example' })],
  ['the authority in upper case, with a dot and a port', /^HTTP\/1\.1 101 /, base({ Host: 'EXAMPLE.test.:80' })],
  ['the second virtual host', /^HTTP\/1\.1 404 /, base({ Host: vhosts[0] ?? '' })],
  [
    'a target of the first virtual host and a Host of the second',
    /^HTTP\/1\.1 101 /,
    base({ Host: vhosts[0] ?? '' }, 'GET http://example.test/chat HTTP/1.1'),
  ],
]

describe('scratch: the full fixture', () => {
  for (const [what, answer, send] of ANSWERS) {
    it(`${what}: ${answer.source}`, () =>
      serving(
        () => listen({ fixture: 'full' }),
        async (port) => {
          expect((await ask(port, send)).text).to.match(answer)
        },
      ))
  }
})
