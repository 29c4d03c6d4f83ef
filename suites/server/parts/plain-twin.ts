import type { Case, Part } from '../../../harness/case/case'
import type { Check, RowVerdict } from '../../../harness/case/check'
import type { Edit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Party } from '../../../harness/case/results'
import type { Step } from '../../../harness/case/script'
import { statusOf } from '../../../harness/judge/answer'
import { isBusy } from '../../../harness/judge/busy'
import { sameName } from '../../../harness/wire/http1/fields'
import { hasEnded } from './link'
import { PLAIN_GET } from './plain-get'

/** A server that answers no plain GET costs each twin one second. */
const ONE_ANSWER: readonly Step[] = [{ do: 'send' }, { do: 'answer', within: 1000 }]

/** What a plain GET gets that has nothing wrong. */
const PLAIN: Part = { name: 'a plain GET', send: PLAIN_GET, steps: ONE_ANSWER }

const ACCUSING: readonly RowVerdict[] = ['miss', 'fail', 'warn', 'contested']

/** What a 101 to a part means; undefined where it is no finding. */
function verdictOn101({ expect }: Part): RowVerdict | undefined {
  const verdict = expect?.table['101']
  return verdict !== undefined && ACCUSING.includes(verdict) ? verdict : undefined
}

/** The name of the twin that sends the edit of the part `name` as a plain GET. */
export function plainTwinName(name: string): string {
  return `${name}, in a plain GET`
}

/** The edit in a request without the fields of a WebSocket handshake. */
export function asPlainGet(edit: Edit = {}): Edit {
  const handshake = Object.entries(PLAIN_GET.fields ?? {})
  const others = Object.entries(edit.fields ?? {}).filter(([name]) => !handshake.some(([own]) => sameName(own, name)))
  return { ...edit, fields: Object.fromEntries([...handshake, ...others]) }
}

/** The status of an answer in words; a close without one is an answer, silence is none. */
function answerTo(observation: Observation | undefined): string | null {
  if (!observation) return null
  const status = statusOf(observation)
  if (status !== null) return isBusy(status) ? null : `${status}`
  return hasEnded(observation) ? 'closed without a response' : null
}

/** A refusal that a server also gives for a fault of syntax: where it answers every plain GET so, the twin shows nothing. */
function isAmbiguous(answer: string): boolean {
  return !/^(?:[123]|40[1-9]|4[1-9])/.test(answer)
}

/** Compares a plain GET with the fault and one without it; null where they do not show who accepts the fault. */
function partyOf(withFault: string | null, without: string | null): Party | null {
  if (withFault === null || without === null) return null
  if (withFault === without) return isAmbiguous(without) ? null : 'http'
  return /^[123]/.test(withFault) ? 'http' : 'upgrade'
}

/** Names who accepts the fault of the part `name`, where that was answered 101. */
function namesParty(name: string, verdict: RowVerdict): Check {
  return (observation, { part }) => {
    if (!observation.opened) return null
    const answer = answerTo(part(plainTwinName(name)))
    const party = partyOf(answer, answerTo(part(PLAIN.name)))
    if (party === null) return null
    const alike = answer === answerTo(part(PLAIN.name)) ? ', as to any plain GET' : ''
    return { verdict, got: `to the same fault in a plain GET: ${answer}${alike}`, because: '', party }
  }
}

function judgedWithTwin(part: Part): Part {
  const verdict = verdictOn101(part)
  if (!part.expect || verdict === undefined) return part
  return { ...part, expect: { ...part.expect, checks: [...part.expect.checks, namesParty(part.name, verdict)] } }
}

/**
 * The parts of a case that is about HTTP itself and not about WebSocket. Where a part is accepted (101) and that is a
 * finding, its edit follows as a plain GET. The finding then says whether the server treats such a GET as any other
 * (`http`: whoever parses HTTP can mend it) or refuses it (`upgrade`: only the upgrade path accepts it).
 */
export function withPlainTwins(parts: readonly Part[]): Required<Pick<Case, 'parts' | 'follow'>> {
  const twinOf = ({ name, send }: Part): Part => ({
    name: plainTwinName(name),
    send: asPlainGet(send),
    steps: ONE_ANSWER,
  })
  return {
    parts: parts.map(judgedWithTwin),
    follow: (observations) => {
      const accepted = parts.filter((part) => verdictOn101(part) && observations.get(part.name)?.opened)
      return accepted.length === 0 ? [] : [PLAIN, ...accepted.map(twinOf)]
    },
  }
}
