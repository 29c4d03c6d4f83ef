import {
  type CaseResult,
  type PartResult,
  type Refusal,
  type Results,
  roleOf,
  type StoredExchange,
  type Suggestion,
  type TargetResult,
} from '../../harness/case/results'
import { type Role, roleOfId } from '../../harness/case/role'
import { withChanges } from '../version-changes'
import { type Nonces, noncesOf } from './nonces'
import { stableExchange } from './stable-exchange'
import { type Normal, normalOutcome, normalText } from './stable-text'

function portOf(url: string): string {
  return /:\/\/[^/?#]*:(\d{1,5})(?=[/?#]|$)/.exec(url)?.[1] ?? ''
}

function allNonces(exchanges: readonly StoredExchange[], role: Role): Nonces {
  return new Map(exchanges.flatMap((exchange) => [...noncesOf(exchange, role)]).filter(([value]) => value.length >= 16))
}

function stablePart(part: PartResult, normal: Normal): PartResult {
  const { expected, got, because } = part
  return {
    ...part,
    expected: normalText(expected, normal),
    got: normalOutcome(got, normal),
    because: normalOutcome(because, normal),
  }
}

function stableCase(result: CaseResult, normal: Normal): CaseResult {
  const { expected, got, because, parts, exchanges } = result
  return {
    ...result,
    expected: normalText(expected, normal),
    got: normalOutcome(got, normal),
    because: normalOutcome(because, normal),
    durationMs: 0,
    ...(parts ? { parts: parts.map((part) => stablePart(part, normal)) } : {}),
    exchanges: exchanges.map((exchange) => stableExchange(exchange, normal, roleOfId(result.id))),
  }
}

function stableRefusal({ sent, received, suggestion, ...words }: Refusal, normal: Normal): Refusal {
  const { looksLike, help, content } = words
  return {
    sent: normalText(sent, normal),
    received: normalOutcome(received, normal),
    ...(content === undefined ? {} : { content: normalOutcome(content, normal) }),
    looksLike: normalOutcome(looksLike, normal),
    ...(help === undefined ? {} : { help: normalOutcome(help, normal) }),
    ...(suggestion === undefined ? {} : { suggestion: stableSuggestion(suggestion, normal) }),
  }
}

function stableSuggestion({ url, flags }: Suggestion, normal: Normal): Suggestion {
  return {
    ...(url === undefined ? {} : { url: normalText(url, normal) }),
    flags: flags.map((flag) => normalText(flag, normal)),
  }
}

function stableTarget(target: TargetResult): TargetResult {
  const exchanges = [...target.controls, ...target.cases.flatMap((result) => result.exchanges)]
  const role = roleOf(target)
  const normal = { nonces: allNonces(exchanges, role), port: portOf(target.url) }
  return {
    ...target,
    name: normalText(target.name, normal),
    url: normalText(target.url, normal),
    controls: target.controls.map((exchange) => stableExchange(exchange, normal, role)),
    ...(target.diagnosis === undefined ? {} : { diagnosis: normalOutcome(target.diagnosis, normal) }),
    ...(target.refusal === undefined ? {} : { refusal: stableRefusal(target.refusal, normal) }),
    cases: target.cases.map((result) => stableCase(result, normal)),
  }
}

/**
 * The results that `--stable` writes: they do not change while a target behaves the same.
 *
 * Durations and times are 0, single writes and reads are left out, startedAt is null, and ports in authorities are 0.
 * In the stored bytes, and in the words about them:
 * - Sec-WebSocket-Key becomes k… and its Accept a… (a second key l… and b…), any other Accept z…, each as long as it was
 *   and with the characters outside the base64 alphabet left in place;
 * - random names and the paths of attempts end in xxxxxxxxxxxx, dates are the first of January 1970, the values of cookies are `cookie`, and names
 *   of sessions in JSON are x…;
 * - masked frames are as if masked with zeros.
 * Ports, dates and cookies may change length: sentBytes and receivedBytes follow, and count only stored bytes.
 */
export function stable(results: Results): Results {
  const anyPort: Normal = { nonces: new Map(), port: '' }
  const same = {
    ...results,
    command: results.command.map((word) => normalText(word, anyPort)),
    startedAt: null,
    durationMs: 0,
    targets: results.targets.map(stableTarget),
  }
  return results.changes ? withChanges(same) : same
}
