import type { Check } from '../../../../harness/case/expectation'
import type { Observation } from '../../../../harness/case/observation'
import { answered, finalHead, sentFields } from '../../../../harness/judge/answer'
import { fieldInWords } from '../../../../harness/judge/checks'
import { shown } from '../../../../harness/judge/outcome'
import { asciiLower, fieldValues, listMembers, sameName } from '../../../../harness/wire/http1/fields'
import { headsOf } from '../../parts/heads'

/** 7.04: one Upgrade line, `websocket` in any case (RFC 6455 4.2.2 step 5.2). */
export const upgradeValue: Check = (observation) => {
  const values = answered(observation, 'Upgrade')
  if (values.length === 1 && sameName(values[0] ?? '', 'websocket')) return null
  const because = 'RFC 6455 4.2.2 step 5.2: an Upgrade field with value "websocket"'
  return { verdict: 'fail', got: fieldInWords(observation, 'Upgrade'), because }
}

/** 7.05: Connection has the option upgrade; others beside it are told (RFC 6455 4.2.2 step 5.3). */
export const connectionOptions: Check = (observation) => {
  const options = listMembers(answered(observation, 'Connection')).map(asciiLower)
  // close is 7.20's.
  const others = options.filter((option) => option !== 'upgrade' && option !== 'close')
  if (options.includes('upgrade') && others.length === 0) return null
  const got = fieldInWords(observation, 'Connection')
  return options.includes('upgrade')
    ? { verdict: 'observed', got, because: 'clients look for the option upgrade alone' }
    : { verdict: 'fail', got, because: 'RFC 6455 4.2.2 step 5.3 and RFC 9110 7.8: the option upgrade is missing' }
}

/** 7.06: the form of the status line of a 101; its version is 1.17's (RFC 9112 4). */
export const statusLine: Check = (observation) => {
  const head = finalHead(observation)
  if (!head) return null
  const lf = head.faults.some(({ what, shown: line }) => what.includes('bare LF') && line === head.statusLine)
  if (!lf && /^HTTP\/\S+ 101 [\t\x20-\x7e\x80-\xff]*$/.test(head.statusLine)) return null
  const because =
    'RFC 9112 4: HTTP-version SP status-code SP [ reason-phrase ] CRLF, the second SP also without a reason'
  return { verdict: 'fail', got: `the status line "${shown(head.statusLine)}${lf ? '\\n' : ''}"`, because }
}

/** 7.07, 7.08: a 101 carries no field `name`. */
export function without(name: string, because: string): Check {
  return (observation) =>
    answered(observation, name).length === 0 ? null : { verdict: 'fail', got: fieldInWords(observation, name), because }
}

/** 7.07: no Content-Length; one of 0 is told to be minor (RFC 9110 8.6). */
export const noContentLength: Check = (observation, context) => {
  const minor = answered(observation, 'Content-Length').every((value) => value === '0')
  const because = 'RFC 9110 8.6: a server MUST NOT send Content-Length in a 1xx'
  return without('Content-Length', minor ? `${because}; minor, as 0 misleads no client` : because)(observation, context)
}

/** 7.17: which 1xx came before the 101 (RFC 9110 15.2). */
export const interimResponses: Check = ({ answers: [{ interim }] }) =>
  interim.length === 0
    ? null
    : {
        verdict: 'observed',
        got: `${interim.map(({ status }) => status).join(', ')} before the 101`,
        because: 'RFC 9110 15.2: a client MUST be able to parse 1xx responses before the final one',
      }

/** True where the request itself asked to close behind the answer (RFC 9112 9.6). */
function askedToClose(observation: Observation): boolean {
  return listMembers(fieldValues(sentFields(observation), 'Connection')).some((option) => sameName(option, 'close'))
}

/** 7.20: Connection has not the option close (RFC 9112 9.6); where the request said close, an echo of it is told only. */
export const closeOption: Check = (observation) =>
  listMembers(answered(observation, 'Connection')).some((option) => sameName(option, 'close'))
    ? {
        verdict: askedToClose(observation) ? 'observed' : 'miss',
        got: fieldInWords(observation, 'Connection'),
        because: 'RFC 9112 9.6: a server that sends close MUST close after that response, which a 101 contradicts',
      }
    : null

/** 7.16, 7.21: that the field `name` is in the answer is told, not scored. */
export function told(name: string, because: string): Check {
  return (observation) =>
    answered(observation, name).length === 0
      ? null
      : { verdict: 'observed', got: fieldInWords(observation, name), because }
}

/** 7.11: the syntax of every response on the connection (RFC 9112 2.2, 5). */
export const syntax: Check = (observation) => {
  const [fault, ...more] = headsOf(observation).flatMap(({ faults }) => faults)
  if (!fault) return null
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  return { verdict: 'fail', got: `${fault.what}: "${shown(fault.shown)}"${others}`, because: fault.clause }
}
