import type { Part } from '../../../harness/case/case'
import type { JudgeContext } from '../../../harness/case/check'
import type { Evidence } from '../../../harness/case/derived'
import type { Observation } from '../../../harness/case/observation'
import type { Profile } from '../../../harness/case/profile'
import type { Recording } from '../../../harness/case/recording'
import type { Verdict } from '../../../harness/case/results'
import type { Judgement } from '../../../harness/judge/conclude'
import { ANSWER_READING } from '../../../harness/judge/cut'
import { judgeDerived } from '../../../harness/judge/judge-derived'
import { judgePart } from '../../../harness/judge/judge-part'
import { caseOf, partOf } from './cases'
import { CLOSED, context, evidence, observation, refusal, switching, VARS } from './observations'

/** The circumstances of an answer that is judged. */
export interface Circumstances {
  /** The part that was answered; the first judged part by default. */
  part?: string
  /** What the recording has besides the bytes received: how it ended, marks, times. */
  over?: Partial<Recording>
  /** What the judge knows. */
  context?: Partial<JudgeContext>
  /** What other parts of the case received, by their names. */
  twins?: Record<string, string>
  /** What the target is declared to do. */
  profile?: Profile
}

/** The part of a case with this name, or the one that follows where every part is accepted, or refused. */
function twinOf(id: string, name: string): Part {
  const { parts = [], follow } = caseOf(id)
  const following = [switching(), refusal(400), refusal(500)].flatMap((answer) => {
    const answered = new Map(parts.map((part) => [part.name, observation(part.send ?? {}, answer)]))
    return follow?.(answered, VARS) ?? []
  })
  return following.find((part) => part.name === name) ?? partOf(id, name)
}

/** How the connection of a twin ended: closed where it received nothing. */
function endOf(received: string): Partial<Recording> {
  return received === '' ? CLOSED : {}
}

/** Judges `received` (Latin-1) as the answer to a part of a case. */
export function judged(id: string, received: string, circumstances: Circumstances = {}): Judgement {
  const { part: name, over, context: known, twins = {}, profile = {} } = circumstances
  const [testCase, part] = [caseOf(id), partOf(id, name)]
  const twin = (twinName: string) => {
    const answer = twins[twinName]
    return answer === undefined ? undefined : observation(twinOf(id, twinName).send ?? {}, answer, endOf(answer))
  }
  const vars = { ...VARS, profile }
  const around = context({ level: testCase.level, part: twin, profile, vars, ...known })
  return judgePart(testCase, part, observation(part.send ?? {}, received, over), around)
}

/** The verdict on `received` as the answer to a part of a case. */
export function verdict(id: string, received: string, circumstances?: Circumstances): Verdict {
  return judged(id, received, circumstances).verdict
}

/** Judges a derived case over the answers of a run; an observation alone is the control's. */
export function derived(
  id: string,
  items: readonly (Evidence | Observation)[],
  known: Partial<JudgeContext> = {},
  verdictOf: (id: string) => Verdict | undefined = () => undefined,
) {
  const testCase = caseOf(id)
  const answers = items.map((item) => ('observation' in item ? item : evidence(item)))
  const around = context({ level: testCase.level, ...known })
  return judgeDerived(testCase, answers, {
    contextOf: () => around,
    whole: around,
    reading: ANSWER_READING,
    verdictOf,
  })
}
