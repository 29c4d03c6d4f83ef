import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import type { Edit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Party } from '../../../harness/case/results'
import type { Step } from '../../../harness/case/script'
import { statusOf } from '../../../harness/judge/answer'
import { isBusy } from '../../../harness/judge/busy'
import { sameName } from '../../../harness/wire/http1/fields'
import { accusation } from './accusation'
import { hasEnded } from './link'
import { PLAIN_GET } from './plain-get'

/** A server that answers no plain GET costs each twin one second. */
const ONE_ANSWER: readonly Step[] = [{ do: 'send' }, { do: 'answer', within: 1000 }]

/** What a plain GET gets that has nothing unusual. */
const PLAIN: Part = { name: 'a plain GET', send: PLAIN_GET, steps: ONE_ANSWER }

/** What a handshake gets that only the WebSocket code can refuse. */
const KEYLESS: Part = {
  name: 'a handshake without a key',
  send: { fields: { 'Sec-WebSocket-Key': null } },
  steps: ONE_ANSWER,
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

/** An answer in words: its status, or a close without one. Silence is none, and a busy server says nothing. */
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

/** Whether a plain GET with the edit is served as one without it, of which `without` is the answer; null where that is not shown. */
function isServed(withEdit: string | null, without: string | null): boolean | null {
  if (withEdit === null || without === null) return null
  if (withEdit === without) return isAmbiguous(without) ? null : true
  return /^[123]/.test(withEdit)
}

/** Names who accepts the edit of the part `name`, or who refuses it. */
function namesParty({ name, expect }: Part): Check {
  return (observation, { part }) => {
    const verdict = expect && accusation(expect, observation)
    const [plain, withEdit] = [answerTo(part(PLAIN.name)), answerTo(part(plainTwinName(name)))]
    const served = isServed(withEdit, plain)
    if (verdict === undefined || served === null) return null
    const party: Party = served === observation.opened ? 'http' : 'upgrade'
    const alike = withEdit === plain ? ', as to any plain GET' : ''
    return { verdict, got: `to the same in a plain GET: ${withEdit}${alike}`, because: '', party }
  }
}

/**
 * Says that a handshake was answered as a plain GET is, and one that reached the WebSocket code otherwise. Who decides that
 * a request is a handshake is not shown: in Node it is the HTTP parser, in Jetty the WebSocket library.
 */
function wasTakenForPlain({ expect }: Part): Check {
  return (observation, { part }) => {
    const verdict = expect && accusation(expect, observation)
    const [plain, keyless] = [answerTo(part(PLAIN.name)), answerTo(part(KEYLESS.name))]
    if (verdict === undefined || observation.opened || plain === null || keyless === null) return null
    if (keyless === plain || answerTo(observation) !== plain) return null
    const got = `taken for a plain GET, which gets the same; a handshake without a key gets ${keyless}`
    return { verdict, got, because: '' }
  }
}

/** The parts, each with a check of its own, and the twins that follow where an answer is a finding. */
function withTwins(
  parts: readonly Part[],
  checkOf: (part: Part) => Check,
  twinsOf: (accused: readonly Part[]) => readonly Part[],
): Required<Pick<Case, 'parts' | 'follow'>> {
  const isAccused = ({ name, expect }: Part, observations: ReadonlyMap<string, Observation>) => {
    const observation = observations.get(name)
    return expect && observation && answerTo(observation) !== null && accusation(expect, observation) !== undefined
  }
  return {
    parts: parts.map((part) =>
      part.expect ? { ...part, expect: { ...part.expect, checks: [...part.expect.checks, checkOf(part)] } } : part,
    ),
    follow: (observations) => {
      const accused = parts.filter((part) => isAccused(part, observations))
      return accused.length === 0 ? [] : [...twinsOf(accused)]
    },
  }
}

/**
 * The parts of a case that is about HTTP itself and not about WebSocket. Where the answer to a part is a finding, its edit
 * follows as a plain GET. The finding then names its `party`: `http` where the server treats such a GET as it treats the
 * handshake, so that whoever parses HTTP can mend it; `upgrade` where only the upgrade path accepts, or refuses, the edit.
 */
export function withPlainTwins(parts: readonly Part[]): Required<Pick<Case, 'parts' | 'follow'>> {
  const twinOf = ({ name, send }: Part): Part => ({
    name: plainTwinName(name),
    send: asPlainGet(send),
    steps: ONE_ANSWER,
  })
  return withTwins(parts, namesParty, (accused) => [PLAIN, ...accused.map(twinOf)])
}

/**
 * The parts of a case about the fields that ask for the upgrade. Where a part is refused, a plain GET and a handshake
 * without a key follow. Where the part is answered as the plain GET and the other is not, the finding says that the request
 * was taken for a plain GET. It names no `party`.
 */
export function withPlainGet(parts: readonly Part[]): Required<Pick<Case, 'parts' | 'follow'>> {
  return withTwins(parts, wasTakenForPlain, () => [PLAIN, KEYLESS])
}
