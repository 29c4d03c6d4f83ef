import type { Case, Part } from '../../case/case'
import type { Sent, Session } from '../session'

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

/**
 * Sends the parts of a case, and then those that follow from the answers. The parts of a case go out at once. Those of a
 * case that is sent `alone` go out one after the other, unless the case is about several connections at once.
 */
export async function sendCase(
  session: Pick<Session, 'time' | 'send' | 'sendInTurn' | 'sendAtOnce' | 'options'>,
  testCase: Case,
  { alone = false, onQuiet }: { alone?: boolean; onQuiet?: () => void } = {},
): Promise<SentCase> {
  const parts: Part[] = []
  const sent = new Map<string, Sent>()
  const { connections } = testCase
  const place = (connections ?? 1) > session.options.jobs ? 'none' : 'next'
  const sendPart = (part: Part) => session.send(part, place)
  const sendAll = async (all: readonly Part[]): Promise<Sent[]> => {
    if (connections !== undefined && place === 'next') return session.sendAtOnce(all)
    return alone && connections === undefined ? session.sendInTurn(all, place, onQuiet) : Promise.all(all.map(sendPart))
  }
  const sendParts = async (more: readonly Part[]) => {
    parts.push(...more)
    const together = await sendAll(more)
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
