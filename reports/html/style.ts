/** The colours of the page by theme; every one of them is text on `bg` and `card` and has a contrast of at least 4.5:1 there. */
export const PALETTE = {
  light: {
    bg: '#ffffff',
    card: '#f4f6f8',
    line: '#c4ccd4',
    fg: '#1b1f24',
    dim: '#545d68',
    link: '#0550ae',
    pass: '#116329',
    fail: '#b3151c',
    warn: '#7a4b00',
    contested: '#6639ba',
    observed: '#0a5a8a',
    skip: '#545d68',
    inconclusive: '#8a3d00',
    error: '#99286e',
  },
  dark: {
    bg: '#0d1117',
    card: '#161b22',
    line: '#3d444d',
    fg: '#e6edf3',
    dim: '#9ea7b3',
    link: '#79c0ff',
    pass: '#56d364',
    fail: '#ff8a80',
    warn: '#e3b341',
    contested: '#c4a5ff',
    observed: '#7cc4f2',
    skip: '#9ea7b3',
    inconclusive: '#f0a868',
    error: '#ff8fd0',
  },
} as const

function variables(theme: Record<string, string>): string {
  return Object.entries(theme)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
}

const VERDICTS = ['pass', 'fail', 'warn', 'contested', 'observed', 'skip', 'inconclusive', 'error']
const VERDICT_RULES = VERDICTS.map((verdict) => `.v-${verdict}{color:var(--${verdict})}`).join('')

/** The style sheet of the page. It names no URL. */
export const STYLE = `
:root{color-scheme:light dark;${variables(PALETTE.light)}}
@media (prefers-color-scheme:dark){:root{${variables(PALETTE.dark)}}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,sans-serif}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .75rem}
h2{font-size:1.3rem;margin:2.5rem 0 .5rem}
h3{font-size:1.1rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.25rem 0 .25rem}
p,dd,li{max-width:75ch;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip-link{position:absolute;left:-999rem}
.skip-link:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--bg);z-index:9}
.lead{font-size:1.15rem;font-weight:600;margin:.5rem 0}
.counts{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.25rem 0 1rem;padding:0;list-style:none}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.75rem 0}
dt{color:var(--dim)}
dd{margin:0;min-width:0}
code,pre{font:.875rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:.25rem 0;padding:.5rem .75rem;background:var(--card);border:1px solid var(--line);border-radius:.25rem;white-space:pre-wrap;overflow-wrap:anywhere}
pre i{font-style:normal;color:var(--dim)}
.v{font-weight:600;white-space:nowrap}
${VERDICT_RULES}
td .v-pass{font-weight:400}
.level{font-size:.8125rem;letter-spacing:.03em;color:var(--dim);white-space:nowrap}
.banner{border:2px solid var(--fail);border-radius:.25rem;padding:.5rem 1rem}
.findings{padding:0;list-style:none}
.findings li{padding:.4rem 0;border-bottom:1px solid var(--line);max-width:none}
.findings .got{display:block;color:var(--dim)}
.filter{display:flex;align-items:center;gap:.5rem;min-height:2.75rem}
.filter input{width:1.25rem;height:1.25rem;margin:0;accent-color:var(--link)}
.filter label{padding:.5rem 0}
main:has(#hide-pass:checked) .all-pass{display:none}
.matrix{max-height:85vh;overflow:auto;border:1px solid var(--line);border-radius:.25rem}
table{border-collapse:separate;border-spacing:0;width:100%}
caption{text-align:left;padding:.5rem .75rem;color:var(--dim)}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem;border-bottom:1px solid var(--line);font-weight:400}
thead th{position:sticky;top:0;background:var(--card);font-weight:600;z-index:1;overflow-wrap:anywhere}
thead th:not(:first-child){min-width:7.5rem}
tbody th[scope=row]{overflow-wrap:anywhere;min-width:10rem}
tr.suite th,tr.suite td{background:var(--card);font-weight:600}
tr.suite .v{display:inline-block;margin-right:.6rem}
.id{font-variant-numeric:tabular-nums;font-weight:600}
details{border:1px solid var(--line);border-radius:.25rem;margin:.35rem 0}
summary{display:flex;flex-wrap:wrap;gap:0 .75rem;align-items:baseline;padding:.5rem .75rem;min-height:2.75rem;cursor:pointer}
summary::before{content:'▸';color:var(--dim)}
details[open]>summary::before{content:'▾'}
summary::-webkit-details-marker{display:none}
summary .title{flex:1 1 16rem;overflow-wrap:anywhere}
.case{padding:0 .75rem .75rem;scroll-margin-top:4rem}
.wire{display:grid;gap:.25rem 1rem;margin:.75rem 0}
.wire p{margin:0;grid-column:1/-1}
.wire .side{min-width:0}
.wire .side p{color:var(--dim)}
.frame{color:var(--contested)}
.contest{border-left:4px solid var(--contested);padding-left:.75rem}
.clauses{padding-left:1.25rem;margin:.25rem 0}
footer{padding:2rem 1rem;color:var(--dim)}
@media (min-width:48rem){.wire{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
@media (max-width:30rem){dl{grid-template-columns:1fr}dl dd{margin-bottom:.4rem}th,td{padding:.3rem .5rem}.case,summary{padding-left:.5rem;padding-right:.5rem}}
@media (forced-colors:active){.v,.frame{color:CanvasText}details,.matrix,pre{border-color:CanvasText}}
@media print{
:root{${variables(PALETTE.light)}}
body{font-size:10pt}
.filter,.skip-link{display:none}
.matrix{max-height:none;overflow:visible;border:0}
thead th{position:static}
thead{display:table-header-group}
tr,.findings li{break-inside:avoid}
details:not(.all-pass)::details-content{content-visibility:visible;block-size:auto}
.clauses a::after{content:' <' attr(href) '>';font-size:.8em}
}
`
