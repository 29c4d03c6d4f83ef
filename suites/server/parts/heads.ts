import type { Head } from '../../../harness/case/http-message'
import type { Observation } from '../../../harness/case/observation'

/** The heads of all responses on the connection, interim ones too, in order. */
export function headsOf(observation: Observation): Head[] {
  return observation.answers.flatMap(({ interim, final }) => (final ? [...interim, final.head] : interim))
}
