import { R } from '../../../suites/requirements'
import type { ServerFunctions } from '../functions'
import { asciiLower, combined } from '../http/fields'
import { broken } from '../http/refusal'
import type { Request } from '../http/request'
import type { Defect } from './defect'
import { EarlyAnswer } from './early-answer'
import { dying, refusing } from './kit'

const NAMES = ['Upgrade', 'Connection', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version']

function positions(request: Request): number[] {
  return NAMES.map((name) => request.fields.findIndex((line) => asciiLower(line.name) === asciiLower(name)))
}

function fieldValue(request: Request, name: string, server: ServerFunctions): string {
  return combined(server.fieldLines(request, name))
}

const isUnknown = (name: string) => /^sec-websocket-(?!(?:key\d?|version|protocol|extensions|origin)$)/i.test(name)

/** The fields of a request as a whole: their order, names and sizes, and where they end. */
export const REQUEST_FIELD_DEFECTS: readonly Defect[] = [
  {
    name: 'answers-before-empty-line',
    breaks: [R.wholeHeaderSectionFirst, R.partialRequestNotApplied],
    says: 'answers 101 when a client pauses before the end of the header section',
    clause: 'RFC 9110 5.3',
    replaces: (intact) => ({ connect: (server) => new EarlyAnswer(() => intact.connect(server), 'pause') }),
  },
  refusing({
    name: 'field-order',
    breaks: [R.elementsReadAsDefined],
    says: 'refuses Sec-WebSocket fields before Upgrade and Connection',
    clause: 'RFC 9110 5.3',
    refusal(request) {
      const [upgrade = 0, connection = 0, key = 0, version = 0] = positions(request)
      if (Math.max(key, version) > Math.min(upgrade, connection)) return undefined
      return broken(400, 'The fields are not in order.', 'none')
    },
  }),
  {
    name: 'field-name-case-sensitive',
    breaks: [R.fieldNamesCaseInsensitive],
    says: 'knows its fields only in the spelling of the RFC',
    clause: 'RFC 9110 5.1',
    replaces: (intact) => ({
      fieldLines: (request, name) =>
        NAMES.includes(name) ? request.fields.filter((line) => line.name === name) : intact.fieldLines(request, name),
    }),
  },
  refusing({
    name: 'unknown-field-refused',
    breaks: [R.unknownFieldsIgnored],
    says: 'refuses unknown Sec-WebSocket fields',
    clause: 'RFC 6455 4.2.1 item 10',
    refusal: ({ fields }) =>
      fields.some(({ name }) => isUnknown(name))
        ? broken(400, 'A Sec-WebSocket field is not known.', 'none')
        : undefined,
  }),
  refusing({
    name: 'pragma-refused',
    breaks: [R.elementsReadAsDefined],
    says: 'refuses requests with Pragma, which browsers send',
    clause: 'RFC 9110 2.4',
    refusal: (request, server) =>
      server.fieldLines(request, 'Pragma').length > 0 ? broken(400, 'Pragma is not welcome.', 'none') : undefined,
  }),
  dying({
    name: 'dies-of-long-key',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening after it has refused a key of more than 4,000 characters',
    clause: 'RFC 9110 17.5',
    fatal: (request, server) => fieldValue(request, 'Sec-WebSocket-Key', server).length > 4_000,
  }),
  dying({
    name: 'dies-of-whitespace',
    breaks: [R.hostileInputSurvived],
    says: 'stops listening after a subprotocol with more than 4,000 spaces in it',
    clause: 'RFC 9110 17.5',
    fatal: (request, server) => fieldValue(request, 'Sec-WebSocket-Protocol', server).includes(' '.repeat(4_000)),
  }),
]
