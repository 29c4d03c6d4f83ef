import { SHAPES } from '../verdict-words'

/** The colours of the page by theme; every one of them is text on `bg` and `card` and has a contrast of at least 4.5:1 there. */
export const PALETTE = {
  light: {
    bg: '#ffffff',
    card: '#f4f6f8',
    line: '#c4ccd4',
    mark: '#fff1a8',
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
    mark: '#4a3d00',
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

const VERDICT_RULES = Object.entries(SHAPES)
  .map(
    ([verdict, shape]) =>
      `.${verdict}{color:var(--${verdict})}.${verdict}::before{content:"${shape} ";content:"${shape} "/""}`,
  )
  .join('')

/** The style sheet of the page. It names no URL. */
export const STYLE = `
:root{color-scheme:light dark;${variables(PALETTE.light)}}
@media (prefers-color-scheme:dark){:root{${variables(PALETTE.dark)}}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,sans-serif}
header,main,footer{max-width:80rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .75rem}
h2{font-size:1.3rem;margin:2.5rem 0 .5rem}
h3{font-size:1.1rem;margin:2rem 0 .5rem}
p,dd,li{max-width:75ch;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip-link{position:absolute;left:-999rem}
.skip-link:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--bg);z-index:9}
.lead{font-size:1.15rem;font-weight:600;margin:.5rem 0}
header:has(>div+div) .lead{font-size:1rem;margin:.75rem 0 0;max-width:none}
.counts{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.25rem 0 1rem;padding:0;list-style:none}
header:has(>div+div) .counts{margin:0}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1rem;margin:.75rem 0}
dt{color:var(--dim)}
dd{margin:0;min-width:0}
code,pre{font:.875rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:.25rem 0;padding:.5rem .75rem;background:var(--card);border:1px solid var(--line);border-radius:.25rem;white-space:pre-wrap;overflow-wrap:anywhere}
pre small{float:right;margin-left:1rem}
pre i{font-style:normal;color:var(--dim)}
b{font-weight:600;white-space:nowrap}
${VERDICT_RULES}
small{font-size:.8125rem;letter-spacing:.03em;color:var(--dim);white-space:nowrap}
mark{background:none;color:var(--fail);font-weight:600;text-decoration:underline 2px}
ins,del{text-decoration:none;font-weight:600}
ins{color:var(--fg);background:var(--mark)}
del{color:var(--dim);text-decoration:line-through}
ins::before{content:"+ "}
del::before{content:"− "}
.banner{border:2px solid var(--fail);border-radius:.25rem;padding:.5rem 1rem}
.findings{padding:0;list-style:none}
.findings li{padding:.4rem 0;border-bottom:1px solid var(--line);max-width:none}
.findings .got{display:block;color:var(--dim)}
form{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;padding:.5rem .75rem;margin:.75rem 0;background:var(--card);border:1px solid var(--line);border-radius:.25rem}
form p{margin:0;font-weight:600}
fieldset{display:flex;flex-wrap:wrap;gap:0 1rem;margin:0;padding:0;border:0;min-width:0}
legend{float:left;padding:0;margin-right:1rem;line-height:2.75rem}
label{display:inline-flex;flex-wrap:wrap;align-items:center;gap:.4rem;min-height:2.75rem}
input,select,button{font:inherit;color:var(--fg);background:var(--bg);border:1px solid var(--dim);border-radius:.25rem;max-width:100%}
input[type=checkbox]{width:1.25rem;height:1.25rem;margin:0;accent-color:var(--link)}
select,input[type=search],form button{min-height:2.5rem;padding:0 .5rem}
button{cursor:pointer;min-height:2rem;padding:0 .75rem}
.copy{font-size:.8125rem}
@media screen{.off{display:none}}
.matrix{max-height:85vh;overflow:auto;border:1px solid var(--line);border-radius:.25rem}
table{border-collapse:separate;border-spacing:0;width:100%}
caption{text-align:left;padding:.5rem .75rem;color:var(--dim)}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem;border-bottom:1px solid var(--line);font-weight:400}
td{white-space:nowrap}
td a{color:inherit;font-weight:600}
thead th{position:sticky;top:0;background:var(--card);font-weight:600;z-index:1;overflow-wrap:anywhere}
thead th:first-child{left:0;z-index:2}
thead th:not(:first-child){min-width:7.5rem}
tbody th{position:sticky;left:0;background:var(--bg);overflow-wrap:anywhere;min-width:12rem}
.suite th,.suite td{background:var(--card);font-weight:600}
.suite b{display:block}
summary>strong{font-variant-numeric:tabular-nums;font-weight:600}
section>h3{position:sticky;top:0;background:var(--bg);padding:.35rem 0;z-index:1}
h3 b{font-size:.875rem;margin-left:.6rem}
details{scroll-margin-top:3.25rem;border:1px solid var(--line);border-radius:.25rem;margin:.35rem 0}
summary{display:flex;flex-wrap:wrap;gap:0 .75rem;align-items:baseline;padding:.5rem .75rem;min-height:2.75rem;cursor:pointer}
summary::before{content:"▸";content:"▸"/"";color:var(--dim)}
details[open]>summary::before{content:"▾";content:"▾"/""}
summary::-webkit-details-marker{display:none}
summary>span:not(.mixed){flex:1 1 16rem;overflow-wrap:anywhere;min-width:0}
.mixed{display:flex;flex-wrap:wrap;gap:0 .6rem}
details>div{padding:0 .75rem .75rem;scroll-margin-top:6rem}
.outcome{scroll-margin-top:6rem}
.outcome+.outcome{border-top:1px solid var(--line)}
.wire{display:grid;gap:.25rem 1rem;margin:.75rem 0}
.wire>*{min-width:0}
.wire p{margin:0;color:var(--dim);max-width:none}
.wire>p{grid-column:1/-1;color:inherit}
.eg{display:block}
.frame{color:var(--contested)}
.contest{border-left:4px solid var(--contested);padding-left:.75rem}
.answers li{scroll-margin-top:1rem}
footer{padding:2rem 1rem;color:var(--dim)}
@media (min-width:48rem){
.eg{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
.eg>div:nth-child(n+3){grid-column:1/-1}
.wire{grid-template-columns:repeat(2,minmax(0,1fr))}
}
@media (min-width:70rem){.wire:has(>div:nth-of-type(3)){grid-template-columns:repeat(3,minmax(0,1fr))}}
@media (max-width:30rem){
dl{grid-template-columns:minmax(0,1fr)}
dl dd{margin-bottom:.4rem}
th,td{padding:.3rem .5rem}
tbody th{position:static}
thead th:first-child{left:auto}
section>h3{position:static}
details>div,summary{padding-left:.5rem;padding-right:.5rem}
}
@media (forced-colors:active){mark,ins{background:Mark;color:MarkText;forced-color-adjust:none}}
@media print{
:root{color-scheme:light;${variables(PALETTE.light)}}
body{font-size:10pt}
form,.copy,#save,.skip-link{display:none}
.matrix{max-height:none;overflow:visible;border:0}
th,thead th,section>h3{position:static!important}
thead{display:table-header-group}
tr,.findings li{break-inside:avoid}
details::details-content{content-visibility:visible;display:block;block-size:auto}
p a[href^=https]::after{content:" <" attr(href) ">";font-size:.8em}
}
`
