import type { Case } from '../../case/case'
import type { JudgeContext } from '../../case/check'
import type { Evidence } from '../../case/derived'
import type { Observation } from '../../case/observation'
import type { Capabilities } from '../../case/results'
import type { Vars } from '../../case/vars'
import type { Verdict } from '../../case/verdicts'
import { answered } from '../../judge/answer'
import { ANSWER_READING } from '../../judge/cut'
import { bugJudgement, guarded } from '../../judge/guarded'
import { judgeDerived } from '../../judge/judge-derived'
import { judgePart } from '../../judge/judge-part'
import { memoized } from '../../judge/memoized'
import type { JudgedPart } from '../case-result'
import type { Session } from '../session'
import type { SentCase } from './send-case'

/** What the context of one judgement is made of. */
interface Circumstances {
  testCase: Case
  vars: Vars
  /** The control that vouches for the observations. */
  control: Evidence
  /** What is judged. */
  observations: readonly Observation[]
  sent?: SentCase['sent']
}

/** What a derived case judges: all answers of the run, and the verdicts of the cases that asked for them. */
export interface Answers {
  evidence: readonly Evidence[]
  verdictOf: (id: string) => Verdict | undefined
}

const wasForwarded = memoized((observation) => answered(observation, 'Via').length > 0)

/** Judges what was sent, with what is known of the run. It sends nothing. */
export class CaseJudge {
  private readonly session: Pick<Session, 'slowestControlMs'>
  private readonly capabilities: Capabilities

  constructor(session: Pick<Session, 'slowestControlMs'>, capabilities: Capabilities) {
    this.session = session
    this.capabilities = capabilities
  }

  private context({ testCase, vars, control, observations, sent }: Circumstances): JudgeContext {
    const all = [control.observation, ...observations]
    return {
      level: testCase.level,
      control: control.observation,
      vars,
      capabilities: this.capabilities,
      profile: vars.profile,
      part: (name) => sent?.get(name)?.observation,
      slowestControlMs: this.session.slowestControlMs,
      direct: vars.profile.topology !== 'proxied' && !all.some(wasForwarded),
    }
  }

  /** The judgements of the parts of a case, in their order. Twins and parts that were not sent have none. */
  parts({ testCase, parts, sent, error }: SentCase, control: Evidence): JudgedPart[] {
    if (error) return [{ ...bugJudgement(error), name: testCase.id, observations: [] }]
    return parts.flatMap((part): JudgedPart[] => {
      const one = sent.get(part.name)
      if (!part.expect || !one) return []
      const { observation, vars } = one
      const observations = [observation]
      const context = this.context({ testCase, vars, control, observations, sent })
      const judgement = guarded(() => judgePart(testCase, part, observation, context))
      return [{ ...judgement, name: part.name, observations }]
    })
  }

  /** The judgement of a derived case over all answers of the run; `name` is the name of the judged part. */
  derived(testCase: Case, name: string, answers: Answers, control: Evidence): JudgedPart {
    const { evidence } = answers
    const verdictOf = (id: string) => answers.verdictOf(id)
    const contextOf = ({ vars, observation }: Evidence) =>
      this.context({ testCase, vars, control, observations: [observation] })
    const overall = this.context({ testCase, vars: control.vars, control, observations: [] })
    let deciding: readonly Evidence[] = []
    const judgement = guarded(() => {
      const { deciding: items, ...words } = judgeDerived(testCase, evidence, {
        contextOf,
        whole: overall,
        reading: ANSWER_READING,
        verdictOf,
      })
      deciding = items
      return words
    })
    const others = new Set(
      deciding.map(({ from }) => from).filter((from) => from !== 'control' && from !== testCase.id),
    )
    return { ...judgement, name, observations: deciding.map(({ observation }) => observation), evidence: [...others] }
  }
}
