import type { Case, Part } from '../../case/case'
import type { Sent } from '../opener'
import type { InTurn, Session } from '../session'

/** What was sent for one case and answered, by the names of its parts. */
export interface SentCase {
  testCase: Case
  /** The parts of the case, and those that followed from the first answers. */
  parts: readonly Part[]
  sent: ReadonlyMap<string, Sent>
  /** The time for the target was over before everything was sent and answered. */
  isCut?: true
  /** The exception that the case itself threw: a bug in wsspec. */
  error?: Error
}

/** True where a connection of the case lasted until its deadline. */
export function timedOut({ sent }: SentCase): boolean {
  return [...sent.values()].some(({ observation }) => observation.recording.ended === 'timeout')
}

/** A case as it would be if nothing came any more; null where more has been sent meanwhile. */
export type SoFar = () => SentCase | null

/** How a case is sent. */
export interface SendingHow {
  /** Its parts go out one after the other, unless the case is about several connections at once. */
  alone?: Omit<InTurn, 'place'>
  /**
   * Called where each part of a case that is sent beside others has ended or only waits; `sofar` gives the case as it would
   * be if nothing came any more, and null once more is sent.
   */
  onWait?: (sofar: SoFar) => void
}

/** Foresees what a case will be where nothing comes any more. */
class Foreseen {
  private readonly known = new Map<string, () => Sent>()
  private readonly testCase: Case
  private readonly parts: readonly Part[]
  private readonly onWait: (sofar: SoFar) => void

  constructor(testCase: Case, parts: readonly Part[], onWait: (sofar: SoFar) => void) {
    this.testCase = testCase
    this.parts = parts
    this.onWait = onWait
  }

  /** A part has ended. */
  end({ name }: Part, sent: Sent): void {
    this.known.set(name, () => sent)
    this.tell()
  }

  /** Nothing comes to a part. */
  wait({ name }: Part, sofar: () => Sent): void {
    this.known.set(name, sofar)
    this.tell()
  }

  private tell(): void {
    const { testCase, parts, known } = this
    const sofar = () => {
      const ends = parts.flatMap(({ name }) => known.get(name) ?? [])
      if (ends.length < parts.length) return null
      return {
        testCase,
        parts: [...parts],
        sent: new Map(parts.map(({ name }, at) => [name, (ends[at] as () => Sent)()])),
      }
    }
    if (parts.every(({ name }) => known.has(name))) this.onWait(sofar)
  }
}

/** True where only the tables of its expectations judge a case: they need no more than the head and the first frames. */
function isJudgedByTables({ parts = [], follow }: Case): boolean {
  return follow === undefined && parts.every(({ expect }) => expect?.checks.length === 0)
}

/**
 * Sends the parts of a case, and then those that follow from the answers. The parts of a case go out at once. Those of a
 * case that is sent `alone` go out one after the other.
 */
export async function sendCase(
  session: Pick<Session, 'time' | 'send' | 'sendInTurn' | 'sendAtOnce' | 'options'>,
  testCase: Case,
  { alone, onWait = () => {} }: SendingHow = {},
): Promise<SentCase> {
  const parts: Part[] = []
  const sent = new Map<string, Sent>()
  const { connections } = testCase
  const place = (connections ?? 1) > session.options.jobs ? 'none' : 'next'
  const foreseen = new Foreseen(testCase, parts, onWait)
  const sendPart = async (part: Part) => {
    const one = await session.send(part, place, (sofar) => foreseen.wait(part, sofar))
    foreseen.end(part, one)
    return one
  }
  const sendAll = async (all: readonly Part[]): Promise<Sent[]> => {
    if (connections !== undefined && place === 'next') return session.sendAtOnce(all)
    return alone && connections === undefined
      ? session.sendInTurn(all, { ...alone, place })
      : Promise.all(all.map(sendPart))
  }
  const isLight = isJudgedByTables(testCase)
  const sendParts = async (more: readonly Part[]) => {
    parts.push(...more)
    const together = await sendAll(isLight ? more.map((part) => ({ ...part, isLight })) : more)
    for (const [at, part] of more.entries()) sent.set(part.name, together[at] as Sent)
  }
  try {
    await sendParts(testCase.parts ?? [])
    const [first] = sent.values()
    const observations = new Map([...sent].map(([name, { observation }]) => [name, observation]))
    if (testCase.follow && first) await sendParts(testCase.follow(observations, first.vars))
    return { testCase, parts, sent, ...(session.time.isOver ? { isCut: true } : {}) }
  } catch (error) {
    return { testCase, parts, sent, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

/** A case that was sent alone. */
export interface Leaving {
  sent: Promise<SentCase>
  /** The case where it has ended; null where it was left to wait: nothing comes, and a control is accepted meanwhile. */
  first: SentCase | null
}

/** Sends a case alone, until it has ended or only waits. */
export async function sendLeaving(
  session: Parameters<typeof sendCase>[0],
  testCase: Case,
  signal?: AbortSignal,
): Promise<Leaving> {
  let leave = () => {}
  const isLeft = new Promise<null>((resolve) => {
    leave = () => resolve(null)
  })
  const alone = { isExclusive: true, onQuiet: () => leave(), ...(signal ? { signal } : {}) }
  const sent = sendCase(session, testCase, { alone })
  return { sent, first: await Promise.race([sent, isLeft]) }
}
