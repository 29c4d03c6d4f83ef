import { renderToStaticMarkup } from 'preact-render-to-string'
import type { Results } from '../../harness/results'
import { embeddedJson } from '../json'
import type { Notes, SuiteTitles } from '../notes'
import { listed } from '../text'
import { namesOf, Page } from './page'
import { STYLE } from './style'

/** Nothing is fetched and no script runs: the page is read in a browser that trusts nobody in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/**
 * The results as one self-contained HTML file, for one target or many: it needs no script and no network. The results
 * stand in it as JSON (`script#results`). `titles` names the suites.
 */
export function html(results: Results, notes: Notes, titles: SuiteTitles = new Map()): string {
  const title = `WebSocket opening handshake: ${listed(namesOf(results))}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${renderToStaticMarkup(<Page results={results} notes={notes} titles={titles} />)}
<script type="application/json" id="results">${embeddedJson(results)}</script>
</body>
</html>
`
}
