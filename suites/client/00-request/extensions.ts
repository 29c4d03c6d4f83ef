import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import type { RequestHead } from '../../../harness/case/client-observation'
import { asked, requested } from '../../../harness/judge/client/attempt'
import { shown } from '../../../harness/judge/shown-text'
import { type Extension, type ExtensionParam, readExtensions } from '../../../harness/wire/http1/extensions'
import { bitsOf, DEFLATE, isNamed, PARAMS } from '../../../harness/wire/http1/permessage-deflate'
import { C } from '../../requirements/client'
import { everyAttempt, everyRequest } from '../parts/every-request'

const FIELD = 'Sec-WebSocket-Extensions'

const FLAGS: readonly string[] = [PARAMS.serverNoContextTakeover, PARAMS.clientNoContextTakeover]
const KNOWN: readonly string[] = Object.values(PARAMS)

function elements(request: RequestHead): readonly Extension[] {
  return readExtensions(requested(request, FIELD)).elements
}

function offersDeflate(request: RequestHead): boolean {
  return elements(request).some(isNamed(DEFLATE))
}

/** What is wrong with the parameters of an element, apart from the values of the windows (C0.27); null where nothing is. */
function paramFault({ name, params }: Extension): string | null {
  const names = params.map((param) => param.name)
  const twice = names.find((each, at) => names.indexOf(each) < at)
  if (twice !== undefined) return `${shown(twice)} twice in an offer of ${shown(name)}`
  if (!isNamed(DEFLATE)({ name, params })) return null
  const unknown = names.find((each) => !KNOWN.includes(each))
  if (unknown !== undefined) return `${shown(unknown)} in an offer of ${DEFLATE}`
  const valued = params.find((param) => FLAGS.includes(param.name) && param.value !== null)
  return valued ? `${valued.name} with a value` : null
}

/** True for a window parameter that has no valid value; in an offer client_max_window_bits may be without one. */
function isBadWindow({ name, value }: ExtensionParam): boolean {
  if (name === PARAMS.clientBits) return value !== null && bitsOf(value) === null
  return name === PARAMS.serverBits && bitsOf(value) === null
}

/** The requirements on what every request offers in Sec-WebSocket-Extensions. */
export const extensionCases: readonly ClientCase[] = [
  everyRequest(
    {
      id: 'C0.26',
      level: 'MUST',
      title: 'Sec-WebSocket-Extensions matches its grammar and lists only defined parameters',
      source: [
        rfc6455('9.1', '', 'The parameters supplied with any given extension MUST be defined for that extension.'),
        rfc6455('9.1', 'the grammar of the field'),
        rfc7692('7.1.1.1', 'the parameter has no value'),
        rfc7692('7.1.1.2', 'the parameter has no value'),
        rfc7692('7', 'the four parameters; a server declines an offer that repeats one'),
      ],
      tests: [C.offersMatchGrammar],
    },
    'no Sec-WebSocket-Extensions, or a list of extensions with parameters that are defined and not repeated',
    (request) => {
      const { fault } = readExtensions(requested(request, FIELD))
      const wrong = fault ?? elements(request).flatMap((each) => paramFault(each) ?? [])[0]
      if (wrong === undefined) return null
      return { got: `${FIELD}: ${shown(requested(request, FIELD).join(', '))}: ${wrong}`, because: '' }
    },
  ),
  everyAttempt(
    {
      id: 'C0.27',
      level: 'MUST',
      title: 'Windows in an offer of permessage-deflate have 8 to 15 bits',
      source: [
        rfc7692(
          '7.1.2.1',
          '',
          'This parameter has a decimal integer value without leading zeroes between 8 to 15, inclusive',
        ),
        rfc7692(
          '7.1.2.2',
          '',
          'This parameter has no value or a decimal integer value without leading zeroes between 8 to 15 inclusive',
        ),
      ],
      tests: [C.offeredBitsValid],
    },
    'server_max_window_bits from 8 to 15, and client_max_window_bits without a value or from 8 to 15',
    {
      of: (observation) => asked(observation).some(({ request }) => offersDeflate(request)),
      absent: 'the client offers no permessage-deflate',
      each: (observation) => {
        const deflates = asked(observation).flatMap(({ request }) => elements(request).filter(isNamed(DEFLATE)))
        const bad = deflates.flatMap(({ params }) => params.filter(isBadWindow))[0]
        if (bad === undefined) return null
        const got = bad.value === null ? `${bad.name} without a value` : `${bad.name}=${shown(bad.value)}`
        return { verdict: 'miss', got, because: '' }
      },
    },
  ),
]
