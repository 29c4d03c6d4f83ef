import { rfc3986, rfc6455, whatwg } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import { asked, eventOf } from '../../../harness/judge/client/attempt'
import { neverOpens } from '../../../harness/judge/client/client-expectations'
import { C } from '../../requirements/client'
import type { About } from '../parts/answers'

const NAME = 'SyntaxError'

/**
 * The driver reports the exception that was thrown. An error event before FAIL shows that the constructor threw nothing: the
 * connection failed later. A FAIL that begins with no name of an exception leaves open which it was.
 */
const throwsSyntaxError: ClientCheck = (observation) => {
  const fail = eventOf(observation.driver, 'FAIL')
  if (!fail || asked(observation).length > 0) return null
  const isLater = eventOf(observation.driver, 'ERROR') !== undefined || /^close event\b/.test(fail.text)
  if (isLater) return { verdict: 'miss', got: 'the failure came later, and nothing was thrown', because: '' }
  if (new RegExp(`\\b${NAME}\\b`).test(fail.text)) return null
  if (/^\w*(?:Error|Exception)\b/.test(fail.text))
    return { verdict: 'miss', got: `another exception than ${NAME}`, because: '' }
  const because = `the driver does not name the exception, which has to be ${NAME}`
  return { verdict: 'warn', because }
}

/** A case in which the constructor has to throw SyntaxError, so that no request comes. */
function throwing(
  about: Omit<About, 'level' | 'tests' | 'needs'>,
  given: Pick<ClientPart, 'url' | 'protocols'>,
): ClientCase {
  const expect = neverOpens({
    says: 'the constructor throws SyntaxError, and no request comes',
    rows: { unasked: 'pass', failed: 'miss', waiting: 'miss' },
    checks: [throwsSyntaxError],
  })
  const part: ClientPart = { name: about.title, ...given, expect }
  return { ...about, level: 'MUST', tests: [C.refusesWrongArguments], needs: ['whatwg'], role: 'client', parts: [part] }
}

const subprotocols = whatwg(
  '3.1',
  'constructor, about subprotocols that are repeated or no tokens',
  'then throw a "SyntaxError" DOMException',
)

/** What the constructor of browsers refuses. */
export const constructorCases: readonly ClientCase[] = [
  throwing(
    {
      id: 'C0.45',
      title: 'The constructor throws SyntaxError for a URL with a fragment',
      source: [
        whatwg('3.1', 'constructor', 'fragment is non-null, then throw a "SyntaxError" DOMException'),
        rfc6455('3', 'without this API, a client may also leave the fragment out: C0.05'),
      ],
    },
    { url: ({ base, path }) => `${base}${path}#part` },
  ),
  throwing(
    {
      id: 'C0.47',
      title: 'The constructor throws SyntaxError for a repeated subprotocol',
      source: [subprotocols, rfc6455('4.1', 'request item 10', 'MUST all be unique strings')],
    },
    { protocols: ['chat', 'chat'] },
  ),
  throwing(
    {
      id: 'C0.48',
      title: 'The constructor throws SyntaxError for a subprotocol that is no token',
      source: [subprotocols, rfc6455('4.1', 'request item 10: a token')],
    },
    { protocols: ['a b'] },
  ),
  throwing(
    {
      id: 'C0.51',
      title: 'The constructor throws SyntaxError for a port above 65535',
      source: [
        whatwg(
          '3.1',
          'constructor: the URL parser fails above 65535',
          'is failure, then throw a "SyntaxError" DOMException',
        ),
        rfc3986('3.2.3', 'the grammar allows any digits'),
      ],
    },
    { url: ({ base, path }) => `${base.replace(/:\d+$/, '')}:70000${path}` },
  ),
]
