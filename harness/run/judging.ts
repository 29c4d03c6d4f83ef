import type { Case, Evidence, Part } from '../case/case'
import type { JudgeContext } from '../case/expectation'
import type { Observation } from '../case/observation'
import type { Capabilities } from '../case/results'
import { answered, memoized } from '../judge/answer'
import { judgeDerived } from '../judge/derived'
import { type Judgement, judgePart } from '../judge/judge'
import type { JudgedPart } from './case-result'
import type { Sent, Session } from './session'

/** What was sent for one case, by the names of its parts; `error` where the case itself is broken. */
export interface Played {
  of: Case
  parts: readonly Part[]
  sent: ReadonlyMap<string, Sent>
  error?: Error
}

const forwarded = memoized((each) => answered(each, 'Via').length > 0)

/** Turns what was sent into judgements; knows what the run knows, sends nothing. */
export class Judging {
  private readonly session: Session
  private readonly capabilities: Capabilities

  constructor(session: Session, capabilities: Capabilities) {
    this.session = session
    this.capabilities = capabilities
  }

  private context(
    of: Case,
    vars: Sent['vars'],
    control: Observation,
    seen: readonly Observation[],
    sent?: Played['sent'],
  ): JudgeContext {
    return {
      level: of.level,
      control,
      vars,
      capabilities: this.capabilities,
      profile: vars.profile,
      part: (name) => sent?.get(name)?.observation,
      slowestControlMs: this.session.slowestControlMs,
      direct: vars.profile.topology !== 'proxied' && ![control, ...seen].some(forwarded),
    }
  }

  /** The judgements of a case's parts; twins have none. */
  parts({ of, parts, sent, error }: Played, control: Evidence): JudgedPart[] {
    if (error) return [{ ...bug(error), name: of.id, observations: [] }]
    return parts.flatMap((part): JudgedPart[] => {
      const one = sent.get(part.name)
      if (!part.expect || !one) return []
      const { observation, vars } = one
      const context = this.context(of, vars, control.observation, [observation], sent)
      return [
        { ...guarded(() => judgePart(of, part, observation, context)), name: part.name, observations: [observation] },
      ]
    })
  }

  /** The judgement of a derived case over all that was answered. */
  derived(of: Case, name: string, evidence: readonly Evidence[], control: Evidence): JudgedPart {
    const contextOf = ({ vars, observation }: Evidence) => this.context(of, vars, control.observation, [observation])
    const overall = this.context(of, control.vars, control.observation, [])
    let deciding: readonly Evidence[] = []
    const judgement = guarded(() => {
      const { deciding: items, ...words } = judgeDerived(of, evidence, contextOf, overall)
      deciding = items
      return words
    })
    const others = [...new Set(deciding.map(({ from }) => from))].filter((from) => from !== 'control' && from !== of.id)
    return { ...judgement, name, observations: deciding.map(({ observation }) => observation), evidence: others }
  }
}

function bug(error: unknown): Judgement {
  const message = error instanceof Error ? error.message : String(error)
  return { verdict: 'error', expected: '', got: '', because: `a bug in wsspec: ${message}` }
}

/** A bug in a judge is a verdict of its own and ends nothing else. */
function guarded(judge: () => Judgement): Judgement {
  try {
    return judge()
  } catch (error) {
    return bug(error)
  }
}
