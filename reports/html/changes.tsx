import type { Results } from '../../harness/case/results'
import { count } from '../text/phrases'
import { changesOf } from '../version-changes'
import { Badge } from './badge'

/** The most changed cases of one version that are open at first. What a hop changes is always open: it is what was asked. */
const OPEN_AT_MOST = 20

/** What changed from version to version of a server, and with each hop: each case with its verdicts before and after. */
export function ChangeList({ results }: { results: Results }) {
  const steps = changesOf(results)
  if (steps.length === 0) return null
  return (
    <>
      <h2 id="changes">What changed</h2>
      {steps.map(({ heading, from, to, cases }) =>
        cases.length === 0 ? (
          <p key={`${from} ${to}`}>{heading}: no case changed</p>
        ) : (
          <details key={`${from} ${to}`} open={cases.length <= OPEN_AT_MOST || results.targets[to]?.via !== undefined}>
            <summary>
              {heading}: {count(cases.length, 'case')} changed
            </summary>
            <div>
              <ul class="findings">
                {cases.map(({ id, level, title, old, new: now }) => (
                  <li key={id}>
                    <Badge verdict={old} /> → <Badge verdict={now} />{' '}
                    <a href={`#${id}`}>
                      {id} {title}
                    </a>{' '}
                    <small>{level}</small>
                  </li>
                ))}
              </ul>
            </div>
          </details>
        ),
      )}
    </>
  )
}
