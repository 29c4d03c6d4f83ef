import type { Check } from '../../../../harness/case/check'
import type { Observation } from '../../../../harness/case/observation'
import { answered, finalHead, sentFields } from '../../../../harness/judge/answer'
import { fieldInWords, fromHead } from '../../../../harness/judge/checks'
import { shown } from '../../../../harness/judge/shown-text'
import { asciiLower, fieldValues, listMembers, sameName } from '../../../../harness/wire/http1/fields'
import { headsOf } from '../../parts/heads'
import { reasonOf } from '../../parts/reason'
import { closeCloses, connectionIn101, noLengthIn1xx, statusLineForm, upgradeIn101 } from './clauses'

/** 7.04: one Upgrade line with `websocket` in any letter case (RFC 6455 4.2.2 step 5.2). */
export const upgradeValue: Check = fromHead((observation) => {
  const values = answered(observation, 'Upgrade')
  if (values.length === 1 && sameName(values[0] ?? '', 'websocket')) return null
  return { verdict: 'fail', got: fieldInWords(observation, 'Upgrade'), because: reasonOf(upgradeIn101) }
})

/** 7.05: Connection has the option upgrade (RFC 6455 4.2.2 step 5.3). Other options are recorded; close is 7.20. */
export const connectionOptions: Check = fromHead((observation) => {
  const options = listMembers(answered(observation, 'Connection')).map(asciiLower)
  const others = options.filter((option) => option !== 'upgrade' && option !== 'close')
  if (options.includes('upgrade') && others.length === 0) return null
  const got = fieldInWords(observation, 'Connection')
  return options.includes('upgrade')
    ? { verdict: 'observed', got, because: 'clients check only for the option upgrade' }
    : { verdict: 'fail', got, because: reasonOf(connectionIn101) }
})

/** 7.06: the form of the status line of a 101 (RFC 9112 4). 1.17 judges its version, and 7.11 the case of its name. */
export const statusLine: Check = fromHead((observation) => {
  const head = finalHead(observation)
  if (!head) return null
  const lf = head.faults.some(({ what, shown: line }) => what.includes('bare LF') && line === head.statusLine)
  if (!lf && /^HTTP\/\S+ 101 [\t\x20-\x7e\x80-\xff]*$/i.test(head.statusLine)) return null
  const because = reasonOf(statusLineForm, lf ? 'a line ends with CRLF' : '')
  return { verdict: 'fail', got: `the status line "${shown(head.statusLine)}${lf ? '\\n' : ''}"`, because }
})

/** 7.07, 7.08: a 101 does not have the field `name`. */
export function noField(name: string, because: string): Check {
  return fromHead((observation) =>
    answered(observation, name).length === 0
      ? null
      : { verdict: 'fail', got: fieldInWords(observation, name), because },
  )
}

/** 7.07: no Content-Length (RFC 9110 8.6). With the value 0, the finding says that it is minor. */
export const noContentLength: Check = (observation, context) => {
  const minor = answered(observation, 'Content-Length').every((value) => value === '0')
  const because = reasonOf(noLengthIn1xx)
  return noField('Content-Length', minor ? `${because}; this one is minor, because 0 misleads no client` : because)(
    observation,
    context,
  )
}

/** 7.17: records the interim responses before the 101 (RFC 9110 15.2). */
export const interimResponses: Check = ({ answers: [{ interim }] }) =>
  interim.length === 0
    ? null
    : {
        verdict: 'observed',
        got: `${interim.map(({ status }) => status).join(', ')} before the 101`,
        because: 'RFC 9110 15.2: a client MUST be able to parse 1xx responses before the final one',
      }

/** True when the request itself has the option close (RFC 9112 9.6). */
function askedToClose(observation: Observation): boolean {
  return listMembers(fieldValues(sentFields(observation), 'Connection')).some((option) => sameName(option, 'close'))
}

/** 7.20: Connection does not have the option close (RFC 9112 9.6). Where the request has it, an echo is only recorded. */
export const closeOption: Check = fromHead((observation) =>
  listMembers(answered(observation, 'Connection')).some((option) => sameName(option, 'close'))
    ? {
        verdict: askedToClose(observation) ? 'observed' : 'miss',
        got: fieldInWords(observation, 'Connection'),
        because: reasonOf(closeCloses, 'that contradicts a 101'),
      }
    : null,
)

/** 7.16, 7.21: records the field `name` in the answer, without a score. */
export function recordsField(name: string, because: string): Check {
  return (observation) =>
    answered(observation, name).length === 0
      ? null
      : { verdict: 'observed', got: fieldInWords(observation, name), because }
}

/** 7.11: the syntax of every response head on the connection (RFC 9112 2.2, 5). */
export const syntax: Check = (observation) => {
  const [fault, ...more] = headsOf(observation).flatMap(({ faults }) => faults)
  if (!fault) return null
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  return { verdict: 'fail', got: `${fault.what}: "${shown(fault.shown)}"${others}`, because: fault.clause }
}
