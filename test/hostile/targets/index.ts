import type { HostileTarget } from '../kit/hostile-target'
import { AROUND_A_SOUND_SERVER } from './around-a-sound-server'
import { BEFORE_HTTP } from './before-http'
import { CONTROL_ONLY } from './control-only'
import { LINKS } from './links'
import { RESPONSES } from './responses'

/** Every hostile target. */
export const HOSTILE_TARGETS: readonly HostileTarget[] = [
  ...BEFORE_HTTP,
  ...RESPONSES,
  ...LINKS,
  ...CONTROL_ONLY,
  ...AROUND_A_SOUND_SERVER,
]
