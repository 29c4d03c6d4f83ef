import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'preact-render-to-string'
import type { Results } from '../../harness/case/results'
import type { Notes, SuiteTitles } from '../case-notes'
import { namesOf } from '../target-words'
import { listed } from '../text/phrases'
import { xml } from '../text/xml'
import { resultsElement } from './embedded-results'
import { Page, prepared } from './page'
import { SCRIPT } from './script'
import { STYLE } from './style'

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** The page fetches nothing, and runs only this style sheet and this script: text from a server must not act in it. */
const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The size limit of a page, bytes, for one target and for each further one: small enough to attach, and to open at once. */
const ROOM_FOR_ONE = 500_000
const ROOM_FOR_MORE = 260_000

/** How many bytes of findings a page may show; the first that has room is taken. */
const BYTE_BUDGETS: readonly number[] = [Number.POSITIVE_INFINITY, 80_000, 20_000, 5_000, 0]

/** The page that shows the most bytes of findings and is no longer than `room`, or the shortest. */
function fullest(render: (mostBytes: number) => string, room: number): string {
  let page = ''
  for (const mostBytes of BYTE_BUDGETS) {
    page = render(mostBytes)
    if (Buffer.byteLength(page) <= room) break
  }
  return page
}

/** What a page shows besides the results. */
export interface HtmlOptions {
  notes: Notes
  /** The titles of the suites. */
  suites?: SuiteTitles
}

/**
 * The results as one self-contained HTML file, for one target or many: it needs no network, and its script only filters,
 * copies and saves. It holds the complete results (see `resultsIn`).
 */
export function html(results: Results, { notes, suites: titles = new Map() }: HtmlOptions): string {
  const title = `WebSocket opening handshake: ${listed(namesOf(results))}`
  const head = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${xml(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>`
  const foot = `${resultsElement(results)}
<script>${SCRIPT}</script>
</body>
</html>
`
  const room = ROOM_FOR_ONE + ROOM_FOR_MORE * (results.targets.length - 1) - Buffer.byteLength(head + foot)
  const of = prepared(results, notes, titles)
  const render = (mostBytes: number) => renderToStaticMarkup(<Page of={of} mostBytes={mostBytes} />)
  return `${head}\n${fullest(render, room)}\n${foot}`
}
