import { renderToStaticMarkup } from 'preact-render-to-string'
import { STYLE } from '../html/style'
import { clean } from '../text/clean'
import { ChangeEvidence } from './change-evidence'
import type { Change, Difference } from './difference'
import { type Evidence, evidenceOf, type Sides } from './difference-evidence'
import { byWordsLine, capabilityLine, differenceSentence, folded, HEADINGS, step } from './difference-text'

/** The page fetches nothing and runs no script. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"
const TITLE = 'WebSocket opening handshake: what changed'

/** Maximum number of regressions that are open at first. */
const OPEN_AT_MOST = 10

/** What every part of the page needs. */
interface Context {
  /** Show to which target each change belongs. */
  several: boolean
  evidence: Evidence
}

interface ItemProps {
  change: Change
  context: Context
  open: boolean
}

function Item({ change, context: { several, evidence }, open }: ItemProps) {
  const { id, level, title, target, old, new: now, was, got } = change
  const anchor = evidence.anchorOf(change)
  const found = evidence.of(change)
  const words = (
    <>
      <b class={now ?? 'skip'}>{step(change)}</b> <strong>{id}</strong>{' '}
      <span>
        {clean(title)}
        {several && ` (${clean(target)})`}
      </span>{' '}
      <small>{level}</small>
    </>
  )
  return (
    <details class="card" id={anchor} open={open}>
      <summary>{words}</summary>
      <div>
        <dl class="eg">
          {was && <ThenNow label={old === now ? 'Got' : 'Then'} text={was} />}
          {old !== now && got && <ThenNow label="Now" text={got} />}
        </dl>
        <ChangeEvidence found={found} />
        <p>
          <a href={`#${anchor}`}>Link to {id}</a>
        </p>
      </div>
    </details>
  )
}

function ThenNow({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{clean(text)}</dd>
    </div>
  )
}

interface FoldedProps {
  changes: readonly Change[]
  context: Context
  /** The changes that have an element of their own. */
  shown: ReadonlySet<string>
}

function Folded({ changes, context: { several, evidence }, shown }: FoldedProps) {
  return (
    <ul class="brief">
      {folded(changes).map(({ target, step: taken, ids }) => (
        <li key={`${target} ${taken}`}>
          {several && `${clean(target)} `}
          {taken}:{' '}
          {ids.map((id, i) => {
            const anchor = evidence.anchorOf({ target, id })
            return (
              <>
                {i > 0 && ', '}
                {shown.has(anchor) ? <a href={`#${anchor}`}>{id}</a> : id}
              </>
            )
          })}
        </li>
      ))}
    </ul>
  )
}

function Lists({ difference, context }: { difference: Difference; context: Context }) {
  const lists = HEADINGS.map((row) => ({ ...row, changes: difference[row.list] ?? [] }))
  const whole = lists.filter(({ folded: brief }) => !brief).flatMap(({ changes }) => changes)
  const shown = new Set(whole.map((change) => context.evidence.anchorOf(change)))
  return (
    <>
      {lists
        .filter(({ changes }) => changes.length > 0)
        .map(({ list, heading, folded: brief, changes }) => (
          <section key={list} aria-labelledby={list}>
            <h2 id={list}>
              {heading} ({changes.length})
            </h2>
            {brief ? (
              <Folded changes={changes} context={context} shown={shown} />
            ) : (
              changes.map((change) => (
                <Item
                  key={`${change.target} ${change.id}`}
                  change={change}
                  context={context}
                  open={list === 'regressed' && changes.length <= OPEN_AT_MOST}
                />
              ))
            )}
          </section>
        ))}
    </>
  )
}

function Capabilities({ difference: { capabilities = [] }, several }: { difference: Difference; several: boolean }) {
  if (capabilities.length === 0) return null
  return (
    <section aria-labelledby="capabilities">
      <h2 id="capabilities">What the target can do</h2>
      <ul>
        {capabilities.map((change) => (
          <li key={`${change.target} ${change.capability}`}>{capabilityLine(change, several)}</li>
        ))}
      </ul>
    </section>
  )
}

interface PageProps {
  difference: Difference
  context: Context
  versions: string
}

function Page({ difference, context, versions }: PageProps) {
  const note = byWordsLine(difference)
  return (
    <>
      <header>
        <p class="crumb">
          <strong>wsspec</strong> WebSocket opening handshake
        </p>
        <h1>What changed</h1>
        <p>
          <strong>{differenceSentence(difference)}</strong>
        </p>
        {note !== null && <p>{note}</p>}
      </header>
      <main>
        <Lists difference={difference} context={context} />
        <Capabilities difference={difference} several={context.several} />
      </main>
      <footer>
        <p>{clean(versions)}</p>
      </footer>
    </>
  )
}

/**
 * What changed, as one self-contained HTML file: each case with its answer, its clauses and its bytes, then and now.
 * @param several show to which target each change belongs
 * @param versions a sentence about the versions of wsspec that made the old and the new results
 * @param sides the results; without them, only words are shown
 */
export function differencePage(difference: Difference, several: boolean, versions: string, sides?: Sides): string {
  const context = { several, evidence: evidenceOf(sides) }
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
${renderToStaticMarkup(<Page difference={difference} context={context} versions={versions} />)}
</body>
</html>
`
}
