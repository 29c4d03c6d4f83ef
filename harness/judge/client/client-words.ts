import type { ClientOutcome } from '../../case/client-expectation'
import type { ClientObservation } from '../../case/client-observation'
import type { DriverReport } from '../../case/driver'
import { OPCODE } from '../../wire/websocket/frame'
import { shown } from '../shown-text'
import { asked, eventOf, framesOf, messagesOf } from './attempt'
import { clientOutcome } from './client-outcome'

/** Maximum number of characters of a driver's error in a description. */
const MOST_SAID = 160

function endWords({ end, flooded }: DriverReport): string {
  if (flooded) return 'it printed more than 1 MiB'
  if (end.how === 'exited' || end.how === 'died') return `exit code ${end.code}`
  if (end.how === 'over') return 'it reported the end'
  if (end.how === 'none') return 'there is no driver'
  if (end.how === 'lost') return 'its process ended while several attempts ran'
  if (end.how === 'signal') return end.signal
  return end.how === 'stopped' ? 'wsspec ended it' : end.why
}

/** How a line begins that names an error, in several languages: `TypeError: …`, `Exception in thread …`, `panic: …`. */
const ERROR_LINE = /^(?:(?:Uncaught )?[\w.$:]*(?:Error|Exception)\b|panic: )/

/** The line of a log that says most: the last that names an error, else the last. Node's version ends its stack traces. */
function tellingLine(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !/^Node\.js v\d/.test(line))
  return (lines.findLast((line) => ERROR_LINE.test(line)) ?? lines.at(-1) ?? '').trim()
}

/** The error that the driver reported, or the line of its log that names one. */
function saidWords(driver: DriverReport): string {
  if (driver.end.how === 'none') return ''
  const event = eventOf(driver, 'FAIL') ?? eventOf(driver, 'ERROR')
  const text = event?.text ?? tellingLine(driver.log)
  return text === '' ? '' : `: ${shown(text, MOST_SAID)}`
}

/** How the last connection ended, from the client's side. */
function leavingWords(observation: ClientObservation): string {
  const last = observation.exchanges.at(-1)
  // Where the driver ended by itself and did not close the connection first, the script of wsspec closed it.
  if (!last || (!last.left && observation.driver.end.how !== 'stopped')) return ''
  return last.left ? ', and closed the connection' : ', and left the connection open'
}

function unseenWords({ driver, strays, awaitedMs }: ClientObservation): string {
  if (driver.end.how === 'unstarted') return `${driver.end.why}${saidWords(driver)}`
  if (driver.end.how === 'lost') return 'the process of the driver ended while several attempts ran'
  // A late request of an earlier attempt is not the reason where the driver was ended.
  if (strays.length > 0 && !driver.flooded)
    return `no request to its own path; one came to ${shown(strays[0] ?? '', 80)}`
  const said =
    driver.events.length > 0
      ? `its driver said ${driver.events.map(({ word }) => word).join(', ')}`
      : 'its driver reported no event'
  const within = awaitedMs === undefined ? '' : ` within ${awaitedMs / 1000} s`
  return `no request came${within}; ${said} (${endWords(driver)})${saidWords(driver)}`
}

const WORDS: Readonly<Record<ClientOutcome, (observation: ClientObservation) => string>> = {
  open: () => 'the client opened the WebSocket and sent a message',
  claimed: () => 'the driver says that the WebSocket is open, and no message came',
  denied: ({ driver }) => `the client sent a message, and its driver says that it failed${saidWords(driver)}`,
  failed: (observation) =>
    `the client failed the connection${saidWords(observation.driver)}${leavingWords(observation)}`,
  waiting: () => 'the client still waited when its time was over',
  crashed: ({ driver }) => `the program died (${endWords(driver)})${saidWords(driver)}`,
  unasked: ({ driver }) => `the client refused before it connected${saidWords(driver)}`,
  unseen: unseenWords,
  skipped: ({ driver }) =>
    `the driver cannot express this case: ${shown(eventOf(driver, 'SKIP')?.text ?? 'exit code 77', MOST_SAID)}`,
}

/** How the TLS handshake ended, where no request followed it. */
function tlsWords({ exchanges, tls = [] }: ClientObservation): string[] {
  const last = tls.at(-1)
  if (!last || exchanges.length > 0) return []
  if (last.fault !== null) return [`the TLS handshake failed: ${shown(last.fault, 80)}`]
  return ['no request followed the TLS handshake']
}

/** Details that are shown beside the outcome: TLS, further requests, messages, the first Close. */
function moreWords(observation: ClientObservation): string[] {
  const count = asked(observation).length
  const close = framesOf(observation).find(({ opcode }) => opcode === OPCODE.close)
  const messages =
    observation.driver.end.how === 'none' ? [] : messagesOf(observation.driver).filter((text) => text !== 'hello')
  return [
    ...tlsWords(observation),
    ...(count > 1 ? [`it sent ${count} requests`] : []),
    ...(messages.length > 0
      ? [
          `its application got ${messages
            .slice(0, 3)
            .map((text) => `"${shown(text, 40)}"`)
            .join(', ')}`,
        ]
      : []),
    ...(close && close.payload.length >= 2 ? [`it sent Close ${close.payload.readUInt16BE(0)}`] : []),
  ]
}

/** Describes what a client did, in words. */
export function describeClient(observation: ClientObservation): string {
  const outcome = clientOutcome(observation)
  return [WORDS[outcome](observation), ...moreWords(observation)].join('; ')
}
