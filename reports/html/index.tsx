import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'preact-render-to-string'
import type { CaseResult, Results } from '../../harness/case/results'
import { isNotable } from '../../harness/case/verdicts'
import { listed } from '../text/phrases'
import { xml } from '../text/xml'
import { FEWEST_WHOLE, lengthWithoutBytes } from './byte-budget'
import { canPack, resultsElement } from './embedded-results'
import { extraTexts } from './extra-texts'
import { oneTitle } from './one-target'
import { type HtmlOptions, Page, type Prepared, prepared } from './page'
import { SCRIPT } from './script/index'
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
const ROOM_FOR_MORE = 110_000

/** The title of the page: the verdict of one target, or the names of several. */
function titleOf({ model: { targets }, names }: Prepared): string {
  const [report, ...more] = targets
  return report && more.length === 0 ? oneTitle(report) : `WebSocket opening handshake: ${listed(names)}`
}

/** What the bytes of findings may take of a page that is too long, in one more try each: parts of the room that was guessed. */
const TRIES: readonly number[] = [1, 0.5, 0.2, 0]

/** The page that shows as many bytes of findings as fit into `room` characters, or the shortest. */
function fullest(of: Prepared, room: number): string {
  const several = of.results.targets.length > 1
  const [target] = of.results.targets
  const left = several || !target ? room / 2 : room - lengthWithoutBytes(target, of.whole)
  let page = ''
  for (const part of TRIES) {
    page = renderToStaticMarkup(<Page of={of} room={Math.max(0, left) * part} />)
    if (Buffer.byteLength(page) <= room) break
  }
  return page
}

/** The results without the bytes of cases but those that are `kept`. */
function withBytesOf(kept: (result: CaseResult) => boolean, results: Results): Results {
  const lean = (result: CaseResult): CaseResult => {
    if (kept(result)) return result
    const parts = result.parts?.map((part) => ({ ...part, exchanges: [] }))
    return { ...result, exchanges: [], ...(parts ? { parts } : {}) }
  }
  const targets = results.targets.map((target) => ({
    ...target,
    kept: 'findings' as const,
    cases: target.cases.map(lean),
  }))
  return { ...results, targets }
}

/** True where everything of each finding is shown. */
function hasAllFindings({ results, whole }: Prepared): boolean {
  const all = results.targets.flatMap(({ cases }) => cases)
  return all.every((result) => !isNotable(result.verdict) || whole.has(result))
}

/** A page of `most` bytes where that is possible, with these results in it. */
function pageWith(embedded: Results, of: Prepared, most: number): string {
  const title = titleOf(of)
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
  const foot = `${extraTexts(of)}
${resultsElement(embedded)}
<script>${SCRIPT}</script>
</body>
</html>
`
  const room = most - Buffer.byteLength(head + foot) - 2
  return `${head}\n${fullest(of, room)}\n${foot}`
}

/**
 * The results as one self-contained HTML file, for one target or many: it needs no network, and its script only filters,
 * copies and saves. It holds the complete results (see `resultsIn`). Where these are too long, it holds no bytes of cases
 * without a finding, and where nearly every case has one, only those of the gravest.
 */
export function html(results: Results, options: HtmlOptions): string {
  const most = ROOM_FOR_ONE + ROOM_FOR_MORE * (results.targets.length - 1)
  const usual = prepared(results, options)
  const few = () => {
    const gravest = prepared(results, options, FEWEST_WHOLE)
    return { ...gravest, holds: hasAllFindings(gravest) ? ('findings' as const) : ('gravest' as const) }
  }
  // The results that the page holds, and the page that shows them: the first whose size is right, or the last.
  const tries: readonly (() => [Results, Prepared])[] = [
    () => [results, usual],
    () => [withBytesOf(({ verdict }) => isNotable(verdict), results), { ...usual, holds: 'findings' }],
    () => {
      const of = few()
      return [withBytesOf((result) => of.whole.has(result), results), of]
    },
  ]
  let page = ''
  for (const make of tries) {
    const [held, of] = make()
    if (!canPack(held)) continue
    page = pageWith(held, of, most)
    if (Buffer.byteLength(page) <= most) break
  }
  return page
}
