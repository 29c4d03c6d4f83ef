import type { Steps } from '../steps'
import { CONNECTION_DEFECTS } from './connection'
import { type Defect, overlay } from './defect'
import { KEY_DEFECTS } from './key'
import { RESPONSE_DEFECTS } from './response'
import { SUBPROTOCOL_DEFECTS } from './subprotocol'
import { UPGRADE_DEFECTS } from './upgrade'
import { VERSION_DEFECTS } from './version'

/** Every defect, by suite. */
export const DEFECTS: readonly Defect[] = [
  ...UPGRADE_DEFECTS,
  ...CONNECTION_DEFECTS,
  ...KEY_DEFECTS,
  ...VERSION_DEFECTS,
  ...RESPONSE_DEFECTS,
  ...SUBPROTOCOL_DEFECTS,
]

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
