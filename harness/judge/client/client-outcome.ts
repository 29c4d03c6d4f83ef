import type { ClientOutcome } from '../../case/client-expectation'
import type { ClientObservation } from '../../case/client-observation'
import { DRIVER_EXIT, type DriverReport, type DriverWord } from '../../case/driver'
import { asked, eventOf, framesOf, hasSpoken, showsOpen } from './attempt'

const CODES: readonly number[] = Object.values(DRIVER_EXIT)

/** The words that end what a driver reports. */
const LAST_WORDS: readonly DriverWord[] = ['FAIL', 'CLOSE', 'HUNG']

/** True where the program died: by a signal that wsspec did not send, or with an exit code that no driver has. */
function hasCrashed({ end, events }: DriverReport): boolean {
  if (end.how === 'signal') return true
  if (end.how !== 'died' && (end.how !== 'exited' || CODES.includes(end.code))) return false
  // Printed events count more than the exit code: many runtimes end with another code after an error that they reported.
  return !events.some(({ word }) => LAST_WORDS.includes(word))
}

function isSkip(driver: DriverReport): boolean {
  const { end } = driver
  if (eventOf(driver, 'SKIP')) return true
  return driver.events.length === 0 && end.how === 'exited' && end.code === DRIVER_EXIT.skipped
}

/** The driver, or its exit code where it printed nothing, says that it did not open. */
function saysFailed(driver: DriverReport): boolean {
  if (eventOf(driver, 'FAIL', 'ERROR')) return true
  return driver.end.how === 'exited' && driver.end.code === DRIVER_EXIT.failed
}

function saysHung(driver: DriverReport): boolean {
  return eventOf(driver, 'HUNG') !== undefined || (driver.end.how === 'exited' && driver.end.code === DRIVER_EXIT.hung)
}

function saysOpen(driver: DriverReport): boolean {
  if (eventOf(driver, 'OPEN')) return true
  const failed = eventOf(driver, 'FAIL', 'ERROR', 'HUNG')
  return (
    failed === undefined &&
    driver.end.how === 'exited' &&
    driver.end.code === DRIVER_EXIT.opened &&
    driver.events.length === 0
  )
}

/** When the first byte of a request came, ms; infinite where none came. */
function askedMs({ exchanges }: ClientObservation): number {
  return Math.min(...exchanges.map(({ recording }) => recording.received[0]?.atMs ?? Number.POSITIVE_INFINITY))
}

/**
 * True where other events show that OPEN is wrong: it comes after a failure, as some libraries report it for a socket that has
 * failed, or before the request, and a failure follows.
 */
function isContradicted(observation: ClientObservation): boolean {
  const { driver } = observation
  const open = eventOf(driver, 'OPEN')
  if (open === undefined) return false
  const failure = eventOf(driver, 'FAIL', 'ERROR')
  if (failure && failure.atMs < open.atMs) return true
  return open.atMs < askedMs(observation) && eventOf(driver, 'FAIL', 'ERROR', 'HUNG') !== undefined
}

/** The client itself ended its last connection, or its TLS handshake. */
function hasLeft({ exchanges, tls = [] }: ClientObservation): boolean {
  return exchanges.at(-1)?.left ?? tls.at(-1)?.fault != null
}

/** The outcome of an attempt whose client sent no message. HUNG goes before FAIL: the timer of a driver often ends in an error. */
function withoutMessage(observation: ClientObservation): ClientOutcome {
  const { driver, cut } = observation
  if (hasCrashed(driver)) return 'crashed'
  if (saysOpen(driver) && !isContradicted(observation)) return 'claimed'
  if (saysHung(driver)) return 'waiting'
  if (saysFailed(driver)) return 'failed'
  // Its connection was open when its time was over: what ended it then is wsspec, which stopped the driver.
  if (cut) return 'waiting'
  if (driver.end.how === 'stopped' || driver.end.how === 'over') return hasLeft(observation) ? 'failed' : 'waiting'
  return 'failed'
}

/** True where a client connected to its wss: URL; in clear text, an exchange shows it. */
function hasConnected({ exchanges, tls = [] }: ClientObservation): boolean {
  return tls.length > 0 || exchanges.length > 0
}

/** The outcome of an attempt without a request. A client that connected has reacted to the TLS handshake. */
function withoutRequest(observation: ClientObservation): ClientOutcome {
  const { driver, strays } = observation
  if (hasConnected(observation)) return withoutMessage(observation)
  if (driver.end.how === 'unstarted' || strays.length > 0) return 'unseen'
  if (hasCrashed(driver)) return 'crashed'
  return saysFailed(driver) && !saysHung(driver) ? 'unasked' : 'unseen'
}

/**
 * What the wire alone shows: a masked frame, or `hello`, opens, the end of the connection by the client fails, and everything else waits.
 * It holds for a client that sends something as soon as it has opened.
 */
function withoutDriver(observation: ClientObservation): ClientOutcome {
  if (asked(observation).length === 0) return 'unseen'
  if (framesOf(observation).some(showsOpen)) return 'open'
  return hasLeft(observation) && !observation.cut ? 'failed' : 'waiting'
}

/**
 * What a client did with an answer, from both sides. A message shows that it opened, even where its driver is
 * silent. Without one, the driver decides; where it says nothing, its exit code and the end of the connection do.
 */
export function clientOutcome(observation: ClientObservation): ClientOutcome {
  const { driver } = observation
  if (driver.end.how === 'none') return withoutDriver(observation)
  if (isSkip(driver)) return 'skipped'
  // Another attempt in the same process may have ended it.
  if (driver.end.how === 'lost') return 'unseen'
  if (asked(observation).length === 0) return withoutRequest(observation)
  if (!hasSpoken(observation)) return withoutMessage(observation)
  if (hasCrashed(driver)) return 'crashed'
  return eventOf(driver, 'FAIL') && !eventOf(driver, 'OPEN') ? 'denied' : 'open'
}
