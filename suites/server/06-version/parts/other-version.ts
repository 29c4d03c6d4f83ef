import type { Case, Part } from '../../../../harness/case/case'
import type { Check } from '../../../../harness/case/check'
import { scoredIn } from '../../../../harness/judge/checks'
import { version } from './edit'

/** The twin that asks for a version which does not look like 13 in any reading. */
const OTHER: Part = { name: '14', send: version('14'), steps: [{ do: 'send' }, { do: 'answer' }] }

/** Where 14 is accepted as well, the version is not checked at all: the spelling of 13 decides nothing. */
const versionIsChecked: Check = (observation, { part }) =>
  observation.opened && part(OTHER.name)?.opened
    ? scoredIn('6.02', 'version 14 is accepted as well, so the version is not checked at all')
    : null

/** The parts of a case about a spelling of 13. Where one is accepted, version 14 follows. */
export function spellings(parts: readonly Part[]): Required<Pick<Case, 'parts' | 'follow'>> {
  return {
    parts: parts.map(({ expect, ...part }) =>
      expect ? { ...part, expect: { ...expect, checks: [...expect.checks, versionIsChecked] } } : part,
    ),
    follow: (observations) => ([...observations.values()].some(({ opened }) => opened) ? [OTHER] : []),
  }
}
