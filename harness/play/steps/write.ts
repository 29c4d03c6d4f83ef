import { resolve, type Value, type Vars } from '../../case/vars'
import { isBeforeAnswer, type StepKind } from './kind'

/** Writes bytes as they are. */
export interface WriteStep {
  do: 'write'
  /** As Latin-1. */
  octets: Value<string>
}

declare module '../../case/script' {
  interface StepKinds {
    write: WriteStep
  }
}

function bytesOf({ octets }: WriteStep, vars: Vars): Buffer {
  return Buffer.from(resolve(octets, vars), 'latin1')
}

export const write: StepKind<WriteStep> = {
  acts: true,
  perform: (step, player) => player.write(bytesOf(step, player.script.vars)),
  inWords: (step, { vars, quote }) => `send: ${quote(bytesOf(step, vars))}`,
  writes: (step, { vars }) => bytesOf(step, vars),
  isRaw: (_, before) => isBeforeAnswer(before),
}
