import type { Summary } from '../harness/case/results'
import type { Verdict } from '../harness/case/verdicts'
import { PALETTE } from './html/palette'
import { xml } from './text/xml'
import { counts, SHAPES } from './verdict-words'

/** One case in the list of a person who points a client at URLs. */
export interface ListedCase {
  id: string
  title: string
  level: string
  /** What the client gets: URLs, with the subprotocols to offer. Empty for a case that is judged over every request. */
  urls: readonly { url: string; protocols: readonly string[] }[]
  /** `null` while nothing is known. */
  verdict: Verdict | null
  /** `connected` while an attempt goes on; else what the client did, and why that has this verdict. */
  words: string
}

/** What the list shows. */
export interface ClientList {
  host: string
  /** The plain correct answer, which comes first. */
  control: ListedCase
  /** True once the client has shown that it sends a message by itself. */
  isProven: boolean
  suites: readonly { number: number; title: string; cases: readonly ListedCase[] }[]
  summary: Summary
}

const VERDICTS = ['pass', 'fail', 'warn', 'contested', 'observed', 'skip', 'inconclusive', 'error'] as const

function variables(theme: Record<string, string>): string {
  return Object.entries(theme)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
}

const STYLE = `
:root{color-scheme:light dark;${variables(PALETTE.light)}}
@media (prefers-color-scheme:dark){:root{${variables(PALETTE.dark)}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:1rem;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .5rem}
p{max-width:75ch;margin:.5rem 0}
a{color:var(--link)}
code{font:.875rem/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere;user-select:all}
ol,ul{list-style:none;margin:0;padding:0}
.case{display:grid;grid-template-columns:minmax(0,1fr);gap:.1rem 1.5rem;padding:.6rem 0;border-top:1px solid var(--line)}
.case p{margin:0;overflow-wrap:anywhere}
.dim{color:var(--dim)}
.counts{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-weight:600}
${VERDICTS.map((verdict) => `.${verdict}{color:var(--${verdict});font-weight:600}`).join('')}
@media (min-width:50rem){.case{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}}
`

/** Replaces what has changed, every two seconds: nothing else on the page moves, and without it the page is reloaded by hand. */
const SCRIPT = `
setInterval(async () => {
  try {
    const text = await (await fetch(location.href)).text()
    const fresh = new DOMParser().parseFromString(text, 'text/html')
    for (const element of document.querySelectorAll('[data-live]')) {
      const other = fresh.getElementById(element.id)
      if (other && other.innerHTML !== element.innerHTML) element.innerHTML = other.innerHTML
    }
  } catch { /* wsspec has ended. */ }
}, 2000)
`

function stateOf({ verdict, words }: ListedCase): string {
  if (verdict === null) return `<p class="dim">${xml(words)}</p>`
  return `<p><span class="${verdict}">${SHAPES[verdict]} ${verdict}</span> ${xml(words)}</p>`
}

function urlsOf({ urls }: ListedCase): string {
  if (urls.length === 0) return '<p class="dim">judged over every request</p>'
  return urls
    .map(({ url, protocols }) => {
      const offer = protocols.length > 0 ? ` <span class="dim">offer ${xml(protocols.join(', '))}</span>` : ''
      return `<p><code>${xml(url)}</code>${offer}</p>`
    })
    .join('')
}

function caseOf(each: ListedCase): string {
  return `<li class="case"><div><p><strong>${xml(each.id)}</strong> ${xml(each.title)} <span class="dim">${xml(each.level)}</span></p>${urlsOf(each)}</div><div data-live id="s-${xml(each.id)}">${stateOf(each)}</div></li>`
}

/** The page of `wsspec clients serve`: each case with its URL, and what is known of it. It works without JavaScript. */
export function clientListPage({ host, control, isProven, suites, summary }: ClientList): string {
  const proven = isProven
    ? 'The client sends a message as soon as it has opened: its silence elsewhere counts.'
    : 'Open this URL first, with a client that sends a message as soon as it has opened. Until then, only an open WebSocket is judged: a client that opens and says nothing looks like one that waits.'
  const sums = counts(summary).map(({ verdict, text }) => `<li class="${verdict}">${xml(text)}</li>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>wsspec: client cases</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Point a client at these URLs</h1>
<p>Each URL answers in a right or a wrong way. wsspec judges what the client then sends and when it leaves, from the side of the server alone. Each request begins a new attempt; the last one counts. A state comes a second after the connection has ended, or when the time of the case is over. Ctrl-C in the terminal ends wsspec, and writes the reports.</p>
<ul class="counts" data-live id="counts">${sums.join('')}</ul>
<h2>First: the plain correct answer</h2>
<p data-live id="proven">${proven}</p>
<ol>${caseOf(control)}</ol>
${suites.map(({ number, title, cases }) => `<h2>${number}. ${xml(title)}</h2>\n<ol>${cases.map(caseOf).join('\n')}</ol>`).join('\n')}
<p class="dim">wsspec listens on ${xml(host)}.</p>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`
}
