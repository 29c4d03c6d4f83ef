import type { Suite } from '../../case/case'
import type { Observation } from '../../case/observation'
import { isFinding } from '../../case/verdicts'
import type { JudgedPart } from '../case-result'
import { type Control, isSteady } from '../control'
import { type Health, mayBeChance, wasDropped } from './health'
import type { Ledger } from './ledger'
import type { SentCase } from './send-case'

/** How often a case with dropped connections is sent alone before the drops count as a reaction to it. */
const ENOUGH_DROPS = 3

/** How many cases have to have confirmed drops, without a sign of chance, before one try alone is enough. */
const ENOUGH_CONFIRMED = 4

/** How many correct handshakes have to be dropped, each after a case that was sent alone, before drops count as chance. */
const DROPS_OF_CHANCE = 2

/** A case that was sent, and its judged parts. */
export interface Answered {
  sentCase: SentCase
  parts: readonly JudgedPart[]
}

/** True where a connection of the case was ended without an answer, or answered with a server error. */
export function hasDrop({ sent }: SentCase): boolean {
  return [...sent.values()].some(({ observation }) => mayBeChance(observation))
}

function isAnswer(observation: Observation): boolean {
  return observation.received.length > 0 && !mayBeChance(observation)
}

/** The case as it was sent last; an answer that came earlier is better evidence than a drop or a server error. */
export function withAnswersOf(earlier: SentCase, last: SentCase): SentCase {
  const sent = new Map(last.sent)
  for (const [name, { observation }] of last.sent) {
    const before = earlier.sent.get(name)
    if (before && mayBeChance(observation) && isAnswer(before.observation)) sent.set(name, before)
  }
  return { ...last, sent }
}

/**
 * Distinguishes a drop that is a reaction to the request from one of chance. A drop is a connection that the target ends without
 * an answer: an overloaded target, a rate limit and a bad network do the same. A server error counts as a drop: a gateway
 * answers so where its backend is away.
 */
export class Drops {
  private isUnsteady = false
  private confirmed = 0
  private controlsDropped = 0
  private readonly held: (Answered & { suite: Suite })[] = []
  private readonly ledger: Pick<Ledger, 'keep'>

  constructor(ledger: Pick<Ledger, 'keep'>) {
    this.ledger = ledger
  }

  /** Learns from a control after a case that was sent alone, or after several suites. */
  learnControl(tries: Control, health: Health, afterOneCase: boolean): void {
    if (isSteady(tries)) return
    this.isUnsteady = true
    if (afterOneCase && health === 'unsteady' && mayBeChance(tries[0].observation)) this.controlsDropped += 1
  }

  /** Learns that the drops of a case were gone when it was sent again. */
  learnChance(): void {
    this.isUnsteady = true
  }

  /** Learns that the drops of a case came each time that it was sent alone. */
  learnConfirmed(): void {
    this.confirmed += 1
  }

  /** How often a case with drops is sent alone. */
  triesFor({ parts, sentCase }: Answered): number {
    if (!hasDrop(sentCase) || sentCase.testCase.connections !== undefined) return 1
    if (this.isUnsteady) return ENOUGH_DROPS
    return this.confirmed < ENOUGH_CONFIRMED && parts.some(({ verdict }) => isFinding(verdict)) ? ENOUGH_DROPS : 1
  }

  /** Keeps a case in the ledger. With drops of an unsteady target it waits for the end of the pass. */
  keep(suite: Suite, answered: Answered): void {
    if (this.isUnsteady && hasDrop(answered.sentCase)) this.held.push({ ...answered, suite })
    else this.ledger.keep(suite, answered.sentCase, answered.parts)
  }

  /** Keeps the cases that waited. Where drops are chance, they prove nothing. */
  settle(): void {
    const isChance = this.controlsDropped >= DROPS_OF_CHANCE
    for (const { suite, sentCase, parts } of this.held.splice(0)) {
      if (isChance) this.ledger.keep(suite, withoutDrops(sentCase), withoutVerdicts({ sentCase, parts }))
      else this.ledger.keep(suite, sentCase, parts)
    }
  }
}

/** The case without the connections that were dropped or answered with a server error: they are no evidence. */
function withoutDrops(sentCase: SentCase): SentCase {
  return { ...sentCase, sent: new Map([...sentCase.sent].filter(([, { observation }]) => !mayBeChance(observation))) }
}

/** The parts as judged. Those whose connection was dropped are inconclusive, and findings of a comparison with such a part. */
function withoutVerdicts({ sentCase, parts }: Answered): JudgedPart[] {
  const twins = sentCase.parts.flatMap(({ name, expect }) =>
    expect ? [] : (sentCase.sent.get(name)?.observation ?? []),
  )
  const lostTwin = twins.find(mayBeChance)
  return parts.map((part) => {
    const lost = part.observations.find(mayBeChance) ?? (isFinding(part.verdict) ? lostTwin : undefined)
    return lost && part.verdict !== 'error' ? { ...part, verdict: 'inconclusive', because: chanceOf(lost) } : part
  })
}

/** Why an observation that may be chance is no evidence. */
function chanceOf(lost: Observation): string {
  if (wasDropped(lost)) return 'the target also dropped the correct handshake now and then'
  return 'the target also answered the correct handshake with a server error now and then'
}
