import type { Check } from '../../../../harness/case/check'
import { clauseWords } from '../../../../harness/case/clause-link'
import type { Observation } from '../../../../harness/case/observation'
import { openedOtherProtocol } from '../../../../harness/judge/acceptance'
import { answered, sentFields, statusOf } from '../../../../harness/judge/answer'
import { onOpened } from '../../../../harness/judge/checks'
import { shown } from '../../../../harness/judge/shown-text'
import { asciiLower, fieldValues, listMembers, sameName } from '../../../../harness/wire/http1/fields'
import { withOption } from './clauses'

/** Records the protocol that a 101 names, for the cases in which the server may choose. */
export const recordsChoice: Check = onOpened((observation) => {
  const chosen = answered(observation, 'Upgrade').map((value) => shown(value))
  return {
    verdict: 'observed',
    got: chosen.length === 0 ? 'switched without Upgrade' : `switched to ${chosen.join(' and ')}`,
    because: '',
  }
})

/** A 101 to another protocol that has Sec-WebSocket-Accept, the field of a WebSocket handshake. */
export function otherProtocolWithAccept(verdict: 'fail' | 'observed'): Check {
  return (observation) =>
    openedOtherProtocol(observation) && answered(observation, 'Sec-WebSocket-Accept').length > 0
      ? {
          verdict,
          got: 'with Sec-WebSocket-Accept',
          because:
            'RFC 6455 11.3.3: "It is sent from the server to the client to confirm that the server is willing to initiate the WebSocket connection."',
        }
      : null
}

/** The status, and the protocol of a 101, in words. */
function answerInWords(observation: Observation): string {
  const status = statusOf(observation)
  if (!observation.opened) return status === null ? 'no response' : `${status}`
  return `101 ${answered(observation, 'Upgrade').join(', ')}`.trim()
}

/** 3.07: records an answer that differs from that to the same list on one line. */
export const differsFromOneLine: Check = (observation, { part }) => {
  const twin = part('one line')
  if (!twin || answerInWords(twin) === answerInWords(observation)) return null
  return { verdict: 'observed', got: `the same list on one line: ${shown(answerInWords(twin))}`, because: '' }
}

/** Servers that mostly forward. nginx, Caddy and lighttpd remove the hop-by-hop fields of a correct 426, as RFC 9110 7.6.1 requires. */
const GATEWAY = /^(?:apache|caddy|cloudflare|envoy|h2o|istio-envoy|lighttpd|nginx|openresty|tengine)(?:[/ ]|$)/i

function namesGateway(observation: Observation): boolean {
  return answered(observation, 'Server').some((value) => GATEWAY.test(value))
}

/** 3.02: a 426 has Upgrade, and Connection with the option upgrade. */
export const upgradeIn426: Check = (observation, { direct }) => {
  const protocols = listMembers(answered(observation, 'Upgrade'))
  const options = listMembers(answered(observation, 'Connection'))
  const verdict = direct && !namesGateway(observation) ? 'fail' : 'warn'
  if (protocols.length === 0) return { verdict, got: '426 without Upgrade', because: '' }
  if (!options.some((option) => sameName(option, 'upgrade')))
    return { verdict, got: '426 whose Connection does not list upgrade', because: clauseWords(withOption) }
  if (protocols.some((protocol) => sameName(protocolName(protocol), 'websocket'))) return null
  return { verdict: 'observed', got: `426 with Upgrade: ${shown(protocols.join(', '))}`, because: '' }
}

/** 3.20: true for a final response that names protocols for a later request; a 426 is judged in 3.02. */
export function advertisesUpgrade(observation: Observation): boolean {
  return !observation.opened && statusOf(observation) !== 426 && answered(observation, 'Upgrade').length > 0
}

/** 3.20: Connection of such a response lists upgrade. A gateway may have removed it on the way. */
export const optionForUpgrade: Check = (observation, { direct }) => {
  const options = listMembers(answered(observation, 'Connection'))
  if (options.some((option) => sameName(option, 'upgrade'))) return null
  const verdict = direct && !namesGateway(observation) ? 'miss' : 'warn'
  return {
    verdict,
    got: `Upgrade: ${shown(answered(observation, 'Upgrade').join(', '))} without the option`,
    because: '',
  }
}

function protocolName(protocol: string): string {
  return protocol.split('/', 1)[0] ?? ''
}

/** 3.18: compares the names without a version. Whether websocket/13 offers websocket is 3.11. */
export const namesAnOfferedProtocol: Check = (observation) => {
  const offered = listMembers(fieldValues(sentFields(observation), 'Upgrade'))
    .map(protocolName)
    .map(asciiLower)
  const chosen = listMembers(answered(observation, 'Upgrade'))
  const foreign = chosen.filter((protocol) => !offered.includes(asciiLower(protocolName(protocol))))
  if (foreign.length === 0) return null
  const got = `101 with Upgrade: ${shown(foreign.join(', '))} to a request that offered ${shown(offered.join(', ')) || 'none'}`
  return { verdict: 'fail', got, because: '' }
}
