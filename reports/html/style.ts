import { SHAPES } from '../verdict-words'
import { PALETTE } from './palette'
import { COMPARE_RULES } from './style-compare'
import { FIRST_SCREEN_RULES } from './style-first-screen'

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
body{margin:0;background:var(--bg);color:var(--fg);font:.9375rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 .25rem;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:1.25rem;line-height:1.3;margin:2.5rem 0 .5rem}
h3{font-size:1.05rem;margin:2rem 0 .5rem}
p,dd,li{max-width:75ch;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip-link{position:absolute;left:-999rem}
.skip-link:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--bg);z-index:9}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.lead{font-size:1.15rem;font-weight:600;margin:.5rem 0}
.counts{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.25rem 0 1rem;padding:0;list-style:none}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1rem;margin:.75rem 0}
dt{color:var(--dim)}
dd{margin:0;min-width:0}
code,pre{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{overflow-wrap:anywhere}
pre{margin:.25rem 0;padding:.6rem .75rem;background:var(--card);border:1px solid var(--line);border-radius:.4rem;white-space:pre-wrap;overflow-wrap:anywhere}
pre small{float:right;margin-left:1rem}
pre i,.sign{font:600 .6875rem/1.3 system-ui,sans-serif;color:var(--warn);border:1px solid;border-radius:.2rem;padding:0 .2rem;margin-left:.15rem;user-select:none}
b{font-weight:600;white-space:nowrap}
${VERDICT_RULES}
small{font-size:.8125rem;color:var(--dim);white-space:nowrap}
mark{background:none;color:var(--fail);font-weight:600;text-decoration:underline 2px}
.must{color:var(--fail);white-space:pre-wrap}
ins,del{text-decoration:none;font-weight:600}
ins{color:var(--fg);background:var(--mark)}
del{color:var(--dim);text-decoration:line-through}
ins::before{content:"+ "}
del::before{content:"− "}
.note{color:var(--dim);font-size:.875rem}
.banner{border:1px solid var(--fail);border-left-width:.4rem;border-radius:.4rem;padding:.5rem 1rem}
${FIRST_SCREEN_RULES}
${COMPARE_RULES}
.findings,.brief{padding:0;list-style:none}
.findings li,.brief li{padding:.4rem 0;border-bottom:1px solid var(--line);max-width:none}
.brief li>span{display:block;color:var(--dim);font-size:.875rem}
.cause{border-top:1px solid var(--line);margin-top:1.5rem;scroll-margin-top:.5rem}
.cause>h3{margin:1.25rem 0 .25rem}
.cause>h3 small{font-weight:400;margin-left:.25rem}
.cause>p{margin:.25rem 0}
.recipes{display:flex;flex-wrap:wrap;gap:.4rem;align-items:baseline;margin:.5rem 0}
.recipes>p{margin:0;color:var(--dim);font-size:.875rem}
.recipe{margin:0;border-radius:1.25rem;font-size:.875rem}
.recipe>summary{min-height:0;padding:.15rem .75rem}
.recipe[open]{flex-basis:100%;border-radius:.4rem;order:1}
.recipe.near{order:-1}
.recipe[open]>summary{padding:.4rem .75rem;font-weight:600}
form{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;padding:.5rem .75rem;margin:.75rem 0;background:var(--card);border:1px solid var(--line);border-radius:.4rem}
form p{margin:0;font-weight:600}
fieldset{display:flex;flex-wrap:wrap;gap:0 1rem;margin:0;padding:0;border:0;min-width:0}
legend{float:left;padding:0;margin-right:1rem;line-height:2.75rem}
label{display:inline-flex;flex-wrap:wrap;align-items:center;gap:.4rem;min-height:2.75rem}
input,select,button{font:inherit;color:var(--fg);background:var(--bg);border:1px solid var(--dim);border-radius:.4rem;max-width:100%}
input[type=checkbox]{width:1.25rem;height:1.25rem;margin:0;accent-color:var(--link)}
select{min-width:0;flex:0 1 auto;width:auto}
label{max-width:100%}
select,input[type=search],form button{min-height:2.5rem;padding:0 .5rem}
button{cursor:pointer;min-height:2rem;padding:0 .75rem}
.copy{font-size:.8125rem}
@media screen{.off{display:none!important}}
.matrix{max-height:85vh;overflow:auto;border:1px solid var(--line);border-radius:.4rem}
table{border-collapse:separate;border-spacing:0;width:100%}
caption{text-align:left;padding:.5rem .75rem;color:var(--dim)}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem;border-bottom:1px solid var(--line);font-weight:400}
td{white-space:nowrap}
td a{color:inherit;font-weight:600}
.matrix thead th{position:sticky;top:0;background:var(--card);font-weight:600;z-index:1;overflow-wrap:anywhere}
.matrix thead th:first-child{left:0;z-index:2}
.matrix thead th:not(:first-child){min-width:7.5rem}
.matrix tbody th{position:sticky;left:0;background:var(--bg);overflow-wrap:anywhere;min-width:12rem}
.suite th,.suite td{background:var(--card);font-weight:600}
.suite b{display:block}
summary>strong,.line-of>strong{font-variant-numeric:tabular-nums;font-weight:600}
[data-suite]>h3{position:sticky;top:0;background:var(--bg);padding:.35rem 0;z-index:1}
[data-suite] h3 b{display:inline-block;font-size:.8125rem;margin-left:.6rem}
details{scroll-margin-top:3.25rem;border:1px solid var(--line);border-radius:.4rem;margin:.35rem 0}
summary,.line-of{display:flex;flex-wrap:wrap;gap:0 .75rem;align-items:baseline;padding:.4rem .75rem;min-height:2.5rem}
summary{cursor:pointer}
summary::before{content:"▸";content:"▸"/"";color:var(--dim)}
details[open]>summary::before{content:"▾";content:"▾"/""}
summary::-webkit-details-marker{display:none}
.line-of{max-width:none;margin:.35rem 0;border:1px solid var(--line);border-left-width:.25rem;border-radius:.4rem}
summary>span:not(.mixed),.line-of>span{flex:1 1 16rem;overflow-wrap:anywhere;min-width:0}
.card[open]{box-shadow:0 1px 4px #0002}
.card>summary>small:last-of-type{min-width:0;white-space:normal}
.fold>summary h2{margin:0;font-size:1.1rem}
.fold{margin:.75rem 0;background:var(--card)}
.fold>div{background:var(--bg);border-radius:0 0 .4rem .4rem;padding-top:.25rem}
.mixed{display:flex;flex-wrap:wrap;gap:0 .6rem}
details>div>:first-child{margin-top:.25rem}
details>div{padding:0 .75rem .75rem;scroll-margin-top:6rem}
.outcome{scroll-margin-top:6rem}
.outcome+.outcome{border-top:1px solid var(--line)}
.wire{display:grid;gap:.25rem 1rem;margin:.75rem 0}
.wire>*{min-width:0}
.wire p{margin:0;color:var(--dim);max-width:none}
.wire>p{grid-column:1/-1;color:inherit}
.eg{display:block;margin:.5rem 0}
.eg dt,.facts dt{font-size:.8125rem}
.facts{display:block}
.facts>div{padding:.2rem 0}
.frame{color:var(--contested)}
.contest{border-left:4px solid var(--contested);padding-left:.75rem}
.answers li{scroll-margin-top:1rem}
footer{padding-top:2rem;padding-bottom:2rem;color:var(--dim)}
@media (min-width:48rem){
.eg{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
.facts>div{display:grid;grid-template-columns:8.5rem minmax(0,1fr)}
.wire{grid-template-columns:repeat(2,minmax(0,1fr))}
}
@media (min-width:70rem){.wire:has(>div:nth-of-type(3)){grid-template-columns:repeat(3,minmax(0,1fr))}}
@media (max-width:30rem){
header,main,footer{padding-left:.9rem;padding-right:.9rem}
dl:not(.scores){grid-template-columns:minmax(0,1fr)}
dl dd{margin-bottom:.4rem}
.matrix th,.matrix td{padding:.3rem .5rem}
.matrix tbody th{position:static}
.matrix thead th:first-child{left:auto}
[data-suite]>h3{position:static}
details>div,summary{padding-left:.5rem;padding-right:.5rem}
summary>span:not(.mixed){flex-basis:100%;order:1}
}
@media (forced-colors:active){mark,ins{background:Mark;color:MarkText;forced-color-adjust:none}}
@media print{
@page{margin:14mm 12mm}
:root{color-scheme:light;${variables(PALETTE.light)}}
html{font-size:9.5px}
body{line-height:1.3}
h2{margin:1.2rem 0 .3rem}
.cause{margin-top:.6rem}
.cause>h3,.cause>p,.card ul,.facts,.eg{margin:.2rem 0}
.cause>p,.card dd,.card li{max-width:none}
.card,.card[open]{border:0;border-top:1px solid var(--line);border-radius:0;margin:0;box-shadow:none;break-inside:avoid}
.card>summary{min-height:0;padding:.15rem 0}
.card>summary::before,.card>div>ul,.card>div>pre,.card .note{display:none}
.card>div{padding:0 0 .2rem 1rem}
.eg{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.6fr);gap:0 1rem}
.eg>div,.facts>div{display:flex;gap:.5rem;padding:0}
.fold{border:0;background:none}
.fold>summary{padding:0;min-height:0}
.fold>div{padding:0}
.many .facts,.hundreds .card>div{display:none}
main,header,footer{max-width:none;padding:0}
form,.copy,#save,.skip-link,.unprinted,.wire,.recipe,.recipes,footer{display:none}
.matrix{max-height:none;overflow:visible;border:0}
th,thead th,[data-suite]>h3{position:static!important}
thead{display:table-header-group}
tr,.findings li,.brief li{break-inside:avoid}
h2,h3,summary{break-after:avoid}
details::details-content{content-visibility:visible;display:block;block-size:auto}
}
`
