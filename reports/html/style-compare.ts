/** The rules for the page of several targets: the table of scores, and the matrix of cases. */
export const COMPARE_RULES = `
.scoreboard table{display:table}
.scoreboard thead{display:table-header-group}
.scoreboard tbody{display:table-row-group}
.scoreboard tr{display:table-row}
.scoreboard th,.scoreboard td{padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);font-size:.875rem;line-height:1.3;vertical-align:middle;overflow:visible;white-space:nowrap}
.scoreboard thead th{color:var(--dim);font-size:.8125rem}
.scoreboard thead button{border:0;background:none;padding:0;min-height:1.5rem;color:inherit}
.scoreboard thead [aria-sort=ascending] button::after{content:" ▲";content:" ▲"/""}
.scoreboard thead [aria-sort=descending] button::after{content:" ▼";content:" ▼"/""}
.scoreboard tbody th{white-space:normal;overflow-wrap:anywhere;min-width:8rem}
.scoreboard tbody th a{font-weight:600}
.scoreboard tbody th small{display:block;white-space:normal}
.scoreboard td{font-variant-numeric:tabular-nums}
.scoreboard .harm{color:var(--fail);font-weight:600}
.scoreboard .against{color:var(--dim)}
.scoreboard .squares a,.scoreboard .suites span{display:inline-block;vertical-align:middle;margin-right:2px}
.scoreboard .squares{display:table-cell}
.patterns{display:flex;flex-wrap:wrap;gap:.3rem .5rem;margin:.5rem 0 1rem;padding:0;list-style:none}
.patterns li{padding:.1rem .7rem;border:1px solid var(--line);border-radius:1rem;font-size:.875rem}
.scoreboard .suites span{width:1rem;flex:none;text-align:center;font-size:.6875rem;font-variant-numeric:tabular-nums}
.scoreboard .squares a::before{content:none}
.scoreboard .squares .some{background:color-mix(in srgb,var(--fail) 30%,var(--bg))}
.scoreboard .squares .half{background:color-mix(in srgb,var(--fail) 60%,var(--bg))}
.scoreboard .squares .fail::before{content:"✕";content:"✕"/""}
.word strong{white-space:nowrap}
.baseline{margin:0}
.matrix .same{opacity:.75}
.matrix td{font-size:.875rem}
@media (max-width:62rem){
.scoreboard table,.scoreboard tbody{display:block}
.scoreboard thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.scoreboard tbody tr{display:flex;flex-wrap:wrap;gap:.1rem .9rem;padding:.6rem 0;border-bottom:1px solid var(--line);align-items:baseline}
.scoreboard tbody th,.scoreboard td{border:0;padding:0}
.scoreboard tbody th{flex:1 1 100%;font-size:1rem;color:var(--fg)}
.scoreboard tbody td:nth-child(3)::before{content:"MUST "}
.scoreboard tbody td:nth-child(4)::before{content:"SHOULD "}
.scoreboard tbody td:nth-child(5)::before{content:"SECURITY "}
.scoreboard tbody td:nth-child(6)::before{content:"fails "}
.scoreboard .squares{display:block;flex:1 1 100%;white-space:normal;padding-top:.2rem}
}
@media print{.scoreboard .baseline{display:none}}
`
