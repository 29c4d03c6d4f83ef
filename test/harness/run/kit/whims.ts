import type { Socket } from 'node:net'
import type { Case } from '../../../../harness/case/case'
import { statusOf } from '../../../../harness/judge/answer'
import { markedCase } from '../../kit/cases'
import { endpoint, type Whim } from '../../kit/endpoint'
import type { Behaviour } from '../../kit/peer'

/** Does `act` at each request whose request line contains `mark`, and leaves the others to the endpoint. */
export function whenAsked(mark: string, act: Whim): Whim {
  return (asked, socket, nth) => (asked.line.includes(mark) ? act(asked, socket, nth) : undefined)
}

/** Interrupts a run, and leaves the request without an answer. */
export function interrupts(interrupt: AbortController): 'handled' {
  interrupt.abort()
  return 'handled'
}

/** An endpoint that dies at the request with `mark`: from then on it ends every connection with `end`, until it is revived. */
export function mortal(
  mark: string,
  end: (socket: Socket) => void,
): { behave: Behaviour; revive: () => Promise<void>; lines: string[] } {
  let isDown = false
  const lines: string[] = []
  const whim: Whim = ({ line }, socket) => {
    lines.push(line)
    if (!line.includes(mark)) return undefined
    isDown = true
    end(socket)
    return 'handled'
  }
  const behave: Behaviour = (socket, nth) => (isDown ? end(socket) : endpoint({ whim })(socket, nth))
  const revive = async () => {
    isDown = false
  }
  return { behave, revive, lines }
}

/** Cases 1.10, 1.11 and so on, each with its mark. */
export function markedCases(count: number): Case[] {
  return Array.from({ length: count }, (_, index) => markedCase(`1.${index + 10}`))
}

/** What a derived case judges: no answer may be a 418. */
export const TEAPOT: NonNullable<Case['derived']> = {
  says: 'no 418',
  of: (observation) => statusOf(observation) === 418,
  each: () => ({ verdict: 'fail', because: 'a teapot' }),
  absent: 'no 418 was seen',
}
