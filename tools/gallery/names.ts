import { displayName } from '../../reports/target-words'
import type { Published } from './gallery'

/** The name of a published server with its version, `ws 8.23.0`; of a hop, its own name. */
export function nameOf({ name, version, target }: Published): string {
  return target.via ? `${name} ${version}` : displayName(target)
}
