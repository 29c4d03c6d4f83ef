import type { Observation } from '../../case/observation'
import { statusOf } from '../../judge/answer'
import { describe } from '../../judge/describe'
import { isLoopback } from '../loopback'
import { Session } from '../session'
import type { Target } from '../target'
import type { Advice, Diagnosis } from './advice'
import { aboutConnection } from './connection'
import { refusalText } from './content'
import { type Findings, findingsOf } from './findings'
import { aboutMissingOrigin, aboutMissingSubprotocol } from './missing-field'
import { aboutNoResponse } from './no-response'
import { ordinaryGet } from './ordinary-get'
import { aboutSecondRead } from './second-read'
import { aboutStatus } from './status'
import { aboutTls } from './tls'
import { mayProbe, pathsToTry, searchPaths } from './usual-paths'

/** How long one further handshake may take, ms: a path that is right answers at once on this machine. */
const TRY_MS = 2000
const PATH_MS = { here: 500, elsewhere: 2000 }

type From = Pick<Session, 'target' | 'options'>
type Paths = ReturnType<typeof pathsToTry>

/** Uses a session with another deadline. */
async function briefly<T>({ target, options }: From, ms: number, use: (session: Session) => Promise<T>): Promise<T> {
  const session = new Session(target, { ...options, timeoutMs: Math.min(ms, options.timeoutMs) })
  try {
    return await use(session)
  } finally {
    session.time.clear()
  }
}

function pathMs({ url, connect, ours }: Target): number {
  return ours || isLoopback(connect?.host ?? url.hostname) ? PATH_MS.here : PATH_MS.elsewhere
}

/** The advice with a sentence, and with the flag that tries the usual paths where they were not tried. */
function withPaths(advice: Advice, tried: string, canProbe: boolean): Advice {
  const looksLike = [advice.looksLike, tried].filter((words) => words !== '').join(' ')
  if (canProbe) return { ...advice, looksLike }
  const help = [advice.help ?? '', '--probe tries the usual paths.'].filter((words) => words !== '').join(' ')
  return { ...advice, looksLike, help, suggestion: advice.suggestion ?? { flags: ['--probe'] } }
}

/** Advice, and whether a further handshake showed that it helps. */
interface Tried {
  advice: Advice
  isTried: boolean
}

/** What further handshakes for the same URL show; null where they show nothing. */
function aboutField(findings: Findings, from: From, which: 'origin' | 'subprotocol'): Promise<Advice | null> {
  return briefly(from, TRY_MS, async (session) => {
    if (which === 'subprotocol') return aboutMissingSubprotocol(findings, session)
    return (await aboutSecondRead(findings, session)) ?? (await aboutMissingOrigin(findings, session))
  })
}

/** The usual advice, or what handshakes for other paths show. */
async function aboutPaths(usual: Advice, paths: Paths, findings: Findings, from: From): Promise<Tried> {
  if (paths.length === 0) return { advice: usual, isTried: false }
  if (!mayProbe(findings, from.options)) return { advice: withPaths(usual, '', false), isTried: false }
  const { advice, tried } = await briefly(from, pathMs(findings.target), (session) =>
    searchPaths(paths, findings, session),
  )
  if (advice !== null) return { advice, isTried: advice.suggestion !== undefined }
  return { advice: withPaths(usual, tried, true), isTried: false }
}

/** The advice about an answer, or a missing one, that further handshakes may explain. */
async function aboutAnswer(findings: Findings, from: From, content: string | null): Promise<Tried> {
  const { control, target, isSecure } = findings
  const get = await ordinaryGet(target, isSecure ? 'https:' : 'http:')
  const hasResponse = statusOf(control) !== null
  const usual = hasResponse ? aboutStatus(findings, get, content) : aboutNoResponse(findings, get)
  if (!hasResponse && control.received.length > 0) return { advice: usual, isTried: false }
  const origin = await aboutField(findings, from, 'origin')
  if (origin !== null) return { advice: origin, isTried: true }
  const paths = pathsToTry(findings, content)
  // A server that gives no response may take its time for each refusal: the paths are tried faster.
  if (hasResponse) {
    const subprotocol = await aboutField(findings, from, 'subprotocol')
    return subprotocol ? { advice: subprotocol, isTried: true } : aboutPaths(usual, paths, findings, from)
  }
  const found = await aboutPaths(usual, paths, findings, from)
  if (found.isTried) return found
  const subprotocol = await aboutField(findings, from, 'subprotocol')
  return subprotocol ? { advice: subprotocol, isTried: true } : found
}

/** What came back for the correct handshake, a sentence. */
function answerWords({ control, where }: Findings, content: string | null): string {
  if (statusOf(control) === null) return `${where} does not answer the correct handshake: ${describe(control)}.`
  const shown = content === null ? '' : `: ${content.replace(/\.$/, '')}`
  return `${where} answers the correct handshake with ${describe(control)}${shown}.`
}

function composed({ looksLike, help = '' }: Advice, before = ''): string {
  return [before, looksLike, help].filter((words) => words !== '').join(' ')
}

/**
 * Why a target does not answer the correct handshake with 101, and which flag helps.
 * Sends an ordinary GET and, where that may help, handshakes with one more field, and handshakes for the usual paths. The
 * time is bounded. Rejects for nothing that a target does.
 * @param control the answer to the correct handshake
 * @param mask hides secrets in the content of the answer
 */
export async function diagnose(
  session: From,
  control: Observation,
  mask: (text: string) => string,
): Promise<Diagnosis> {
  const findings = findingsOf(session.target, control)
  const early = aboutConnection(findings) ?? (await aboutTls(findings))
  const shown = refusalText(control, mask)
  const content = shown === null ? {} : { content: shown }
  if (early !== null) return { ...early, ...content, text: composed(early) }
  const { advice, isTried } = await aboutAnswer(findings, session, shown)
  const isAnswered = isTried || statusOf(control) !== null
  return { ...advice, ...content, text: composed(advice, isAnswered ? answerWords(findings, shown) : '') }
}
