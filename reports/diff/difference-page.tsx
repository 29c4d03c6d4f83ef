import { renderToStaticMarkup } from 'preact-render-to-string'
import { STYLE } from '../html/style'
import { clean } from '../text/clean'
import type { Change, Difference } from './difference'
import { byWordsLine, capabilityLine, differenceSentence, folded, HEADINGS, step } from './difference-text'

/** The page fetches nothing and runs no script. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"
const TITLE = 'WebSocket opening handshake: what changed'

function Item({ change, several }: { change: Change; several: boolean }) {
  const { id, level, title, target, old, new: now, was, got } = change
  return (
    <li>
      <b class={now ?? 'skip'}>{step(change)}</b> <strong>{id}</strong> {level} {clean(title)}
      {several && ` (${clean(target)})`}
      {old !== now && was && <div>was: {clean(was)}</div>}
      {old !== now && got && <div>got: {clean(got)}</div>}
    </li>
  )
}

function Folded({ changes, several }: { changes: readonly Change[]; several: boolean }) {
  return (
    <ul>
      {folded(changes).map(({ target, step: taken, ids }) => (
        <li key={`${target} ${taken}`}>
          {several && `${clean(target)} `}
          {taken}: {ids.join(', ')}
        </li>
      ))}
    </ul>
  )
}

function Lists({ difference, several }: { difference: Difference; several: boolean }) {
  return (
    <>
      {HEADINGS.map((row) => ({ ...row, changes: difference[row.list] ?? [] }))
        .filter(({ changes }) => changes.length > 0)
        .map(({ list, heading, folded: brief, changes }) => (
          <section key={list} aria-labelledby={list}>
            <h2 id={list}>
              {heading} ({changes.length})
            </h2>
            {brief ? (
              <Folded changes={changes} several={several} />
            ) : (
              <ul>
                {changes.map((change) => (
                  <Item key={`${change.target} ${change.id}`} change={change} several={several} />
                ))}
              </ul>
            )}
          </section>
        ))}
    </>
  )
}

function Page({ difference, several, versions }: { difference: Difference; several: boolean; versions: string }) {
  const { capabilities = [] } = difference
  const note = byWordsLine(difference)
  return (
    <>
      <header>
        <h1>{TITLE}</h1>
        <p>
          <strong>{differenceSentence(difference)}</strong>
        </p>
        {note !== null && <p>{note}</p>}
      </header>
      <main>
        <Lists difference={difference} several={several} />
        {capabilities.length > 0 && (
          <section aria-labelledby="capabilities">
            <h2 id="capabilities">What the target can do</h2>
            <ul>
              {capabilities.map((change) => (
                <li key={`${change.target} ${change.capability}`}>{capabilityLine(change, several)}</li>
              ))}
            </ul>
          </section>
        )}
      </main>
      <footer>
        <p>{clean(versions)}</p>
      </footer>
    </>
  )
}

/**
 * What changed, as one self-contained HTML file.
 * @param several show to which target each change belongs
 * @param versions a sentence about the versions of wsspec that made the old and the new results
 */
export function differencePage(difference: Difference, several: boolean, versions: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${TITLE}</title>
<style>${STYLE}</style>
</head>
<body>
${renderToStaticMarkup(<Page difference={difference} several={several} versions={versions} />)}
</body>
</html>
`
}
