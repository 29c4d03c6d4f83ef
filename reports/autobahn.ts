import type { CaseResult, Results, StoredExchange } from '../harness/case/results'
import { type Role, roleOfId } from '../harness/case/role'
import { failsRun } from '../harness/case/verdicts'
import { reasonOf } from './case-words'
import { jsonDocument } from './json'
import { displayName } from './target-words'
import { fileNames } from './text/file-names'
import { verdictLabel } from './verdict-words'
import { decidingExchange } from './wire/deciding'
import { decoded, pieces } from './wire/stored-bytes'

/** The outcomes in Autobahn's reports, as far as a verdict corresponds to them. */
export type Behavior = 'OK' | 'NON-STRICT' | 'INFORMATIONAL' | 'UNIMPLEMENTED' | 'FAILED'

/** What the report depends on, besides the results. */
export interface AutobahnOptions {
  /** Contested and SHOULD findings fail too. */
  strict?: boolean
}

/**
 * A verdict in Autobahn's words. Inconclusive and error are FAILED, as Autobahn calls a case that could not be run: a CI job
 * lets every other word pass. An expected failure is INFORMATIONAL.
 */
export function behaviorOf({ verdict, known }: Pick<CaseResult, 'verdict' | 'known'>, strict = false): Behavior {
  if (verdict === 'error' || verdict === 'inconclusive') return 'FAILED'
  if (known !== null) return 'INFORMATIONAL'
  if (failsRun(verdict, strict)) return 'FAILED'
  if (verdict === 'pass') return 'OK'
  if (verdict === 'skip') return 'UNIMPLEMENTED'
  return verdict === 'observed' ? 'INFORMATIONAL' : 'NON-STRICT'
}

interface Closed {
  code: number | null
  reason: string | null
}

/** The code and reason of the Close frame that was received on a connection (RFC 6455 5.5.1). */
function closeOf(exchange: StoredExchange | undefined, role: Role): Closed {
  const received = decoded(exchange?.received ?? '')
  const frames = pieces(received, 'received', role).flatMap((piece) => (piece.kind === 'frame' ? [piece.frame] : []))
  const payload = frames.find(({ opcode }) => opcode === 8)?.payload ?? Buffer.alloc(0)
  if (payload.length < 2) return { code: null, reason: null }
  return { code: payload.readUInt16BE(0), reason: payload.toString('utf8', 2) }
}

/** The header section at the start of one direction, as Latin-1. */
function headOf(exchange: StoredExchange | undefined, direction: 'sent' | 'received', role: Role): string {
  const octets = decoded(exchange?.[direction] ?? '')
  const [first] = pieces(octets, direction, role)
  return first?.kind === 'text' ? octets.toString('latin1', first.start, first.end) : ''
}

/** What the file of a case says besides its result. */
interface Entry {
  /** The name of the target. */
  agent: string
  /** The number of the case in the report, from 1. */
  number: number
  behavior: Behavior
  results: Results
}

/** The file of one case: the fields of Autobahn that apply, and our own in `wsspec`. */
function caseFile(result: CaseResult, { agent, number, behavior, results }: Entry) {
  const exchange = decidingExchange(result)
  const { id, level, title, verdict, source, expected, got, because, known } = result
  const role = roleOfId(id)
  const isClient = role === 'client'
  const { code, reason } = closeOf(exchange, role)
  return {
    agent,
    behavior,
    behaviorClose: 'INFORMATIONAL',
    case: number,
    description: `${level}: ${title}`,
    duration: Math.round(result.durationMs),
    expectation: expected,
    expected: {},
    expectedClose: {},
    httpRequest: headOf(exchange, isClient ? 'received' : 'sent', role),
    httpResponse: headOf(exchange, isClient ? 'sent' : 'received', role),
    id,
    // Autobahn's own side.
    isServer: isClient,
    received: [],
    remoteCloseCode: code,
    remoteCloseReason: reason,
    result: `${verdictLabel(verdict)}: ${reasonOf(result)}`,
    resultClose: 'How the connection was closed is not judged separately.',
    started: results.startedAt,
    wirelog: [],
    wsspec: { version: results.tool.version, verdict, level, source, got, because, known },
  }
}

/**
 * The results in the format of Autobahn's fuzzingclient, or its fuzzingserver for clients, by file name: a file for each case, and `index.json`, which gives
 * for each agent and case its behaviour and the name of the case's file. Durations are whole milliseconds.
 */
export function autobahn(results: Results, { strict = false }: AutobahnOptions = {}): Map<string, string> {
  const agents = new Map<string, object>()
  const files = new Map<string, string>()
  const prefixes = fileNames(results.targets.map(displayName))
  for (const [i, target] of results.targets.entries()) {
    const name = displayName(target)
    const agent = agents.has(name) ? `${name} (${i + 1})` : name
    const names = fileNames(target.cases.map(({ id }) => id.replaceAll('.', '_')))
    const entries = target.cases.map((result, j) => {
      const behavior = behaviorOf(result, strict)
      const reportfile = `${prefixes[i]}_case_${names[j]}.json`.toLowerCase()
      const file = caseFile(result, { agent, number: j + 1, behavior, results })
      files.set(reportfile, jsonDocument(file))
      const { behaviorClose, duration, remoteCloseCode } = file
      return [result.id, { behavior, behaviorClose, duration, remoteCloseCode, reportfile }] as const
    })
    agents.set(agent, Object.fromEntries(entries))
  }
  // The index comes last, because it names the other files.
  return files.set('index.json', jsonDocument(Object.fromEntries(agents)))
}
