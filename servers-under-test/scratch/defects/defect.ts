import { STEPS, type Steps } from '../steps'

/** One named fault of the server: a few steps replaced, everything else as it was. */
export interface Defect {
  readonly name: string
  /** The requirements it breaks, by their ids in the catalogue of cases. */
  readonly breaks: readonly string[]
  /** What the server does wrong, in one line. */
  readonly says: string
  /** The clause that forbids it. */
  readonly clause: string
  /** The steps it replaces. Called once for each server that is started, so that what a defect remembers is that server's. */
  replaces(intact: Steps): Partial<Steps>
}

/** The intact steps with the defects' replacements laid over them, in order. */
export function overlay(defects: readonly Defect[]): Steps {
  let steps = STEPS
  for (const defect of defects) steps = { ...steps, ...defect.replaces(steps) }
  return steps
}
