import { STEPS, type Steps } from './steps'

/** Something named that replaces a few steps and leaves the others as they are. */
export interface Overlay {
  readonly name: string
  /** The steps it replaces. Called once for each server that is started, so that what it remembers is that server's. */
  replaces(intact: Steps): Partial<Steps>
}

/** The intact steps with replacements laid over them, in order. */
export function overlay(layers: readonly Pick<Overlay, 'replaces'>[]): Steps {
  let steps = STEPS
  for (const layer of layers) steps = { ...steps, ...layer.replaces(steps) }
  return steps
}

/**
 * The one of that name.
 * @throws {RangeError} when there is none; `what` says of what.
 */
export function named<Kind extends Overlay>(all: readonly Kind[], name: string, what: string): Kind {
  const found = all.find((candidate) => candidate.name === name)
  if (found === undefined) throw new RangeError(`There is no ${what} named ${name}.`)
  return found
}
