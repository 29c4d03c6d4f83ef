import type { Steps } from '../steps'
import { type Defect, overlay } from './defect'

/** Every defect, by suite. */
export const DEFECTS: readonly Defect[] = []

/**
 * The steps of a server that has the named defects.
 * @throws {RangeError} when there is no defect of that name.
 */
export function withDefects(names: readonly string[]): Steps {
  return overlay(names.map(defectNamed))
}

function defectNamed(name: string): Defect {
  const defect = DEFECTS.find((candidate) => candidate.name === name)
  if (defect === undefined) throw new RangeError(`There is no defect named ${name}.`)
  return defect
}
