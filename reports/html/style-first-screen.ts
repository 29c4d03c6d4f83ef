/** The rules for the first screen of the page of one target: verdict, scores, causes, and the map of all cases. */
export const FIRST_SCREEN_RULES = `
header{padding-top:1.25rem;padding-bottom:.25rem}
.crumb{margin:0;color:var(--dim);font-size:.875rem}
.crumb strong{color:var(--fg);margin-right:.4rem}
.where{margin:0;color:var(--dim);max-width:none}
.verdict{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;margin:1rem 0 .75rem;font-size:1.25rem;max-width:none}
.verdict strong{padding:.1rem .75rem;border-radius:.4rem;color:var(--bg);background:var(--fail);letter-spacing:.02em;white-space:nowrap}
.verdict strong.pass{background:var(--pass)}
.verdict strong.inconclusive{background:var(--inconclusive)}
.verdict span{font-weight:600;overflow-wrap:anywhere;min-width:0}
.scores{display:flex;flex-wrap:wrap;gap:.75rem;margin:.75rem 0}
.scores div{padding:.45rem .9rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card)}
.scores dt{font-size:.75rem;font-weight:600;letter-spacing:.04em}
.scores strong{font-size:1.35rem;line-height:1.2;margin-right:.25rem;font-variant-numeric:tabular-nums}
.scores .harm strong{color:var(--fail)}
.like{padding:.5rem .9rem;border-left:.25rem solid var(--link);background:var(--card);border-radius:0 .4rem .4rem 0;max-width:none;margin:.75rem 0 0}
.impact{display:inline-block;font:600 .75rem/1.4 system-ui,sans-serif;padding:0 .5rem;border:1px solid;border-radius:1rem;white-space:nowrap;color:var(--dim)}
.outage,.smuggling{color:var(--fail)}
.interop{color:var(--inconclusive)}
.bypass{color:var(--contested)}
.lax{color:var(--observed)}
.screen{display:grid;gap:1rem 2rem;margin-top:1.25rem;align-items:start}
.screen>*{min-width:0}
.screen .note{margin:.35rem 0}
.screen h2{margin:0 0 .5rem;font-size:1.05rem}
.first ol{margin:0;padding:0;list-style:none;border:1px solid var(--line);border-radius:.5rem;overflow:hidden}
.first li{display:grid;grid-template-columns:5.6rem minmax(0,1fr) auto;gap:.1rem .6rem;align-items:baseline;padding:.4rem .75rem;max-width:none}
.first li+li{border-top:1px solid var(--line)}
.first li .impact{justify-self:start}
.first li b{color:var(--dim);font-weight:400;font-size:.8125rem}
.first li small{grid-column:2/-1;white-space:normal;color:var(--dim);font-size:.8125rem;line-height:1.35}
.first li .own{color:var(--fail);font-weight:600}
.first li:not(:has(.impact)){grid-template-columns:minmax(0,1fr) auto}
.first li a{font-weight:600;font-size:.9375rem;line-height:1.3;text-decoration:none;color:var(--fg)}
.first li a:hover{text-decoration:underline}
.map table,.map tbody{display:block}
.map tr{display:grid;grid-template-columns:minmax(0,13.5rem) minmax(0,1fr) auto;gap:0 .75rem;align-items:start;padding:.12rem 0}
.map th,.map td{padding:0;border:0;line-height:1.1rem}
.map th{font-size:.8125rem;color:var(--dim);line-height:1.2;overflow-wrap:anywhere}
.squares{display:flex;flex-wrap:wrap;gap:2px;white-space:normal}
.squares a,.legend i{flex:none;width:1rem;height:1rem;border-radius:.2rem;overflow:hidden;text-align:center;text-decoration:none;font-size:0;font-style:normal;color:var(--fg);border:1px solid transparent;background:color-mix(in srgb,var(--pass) 28%,var(--bg))}
.squares a::before,.legend i::before{display:block;font-size:.625rem;line-height:.875rem}
.squares .pass::before,.legend .pass::before,.squares .skip::before,.squares .observed::before{content:none}
.squares .fail,.legend .fail{background:var(--fail);color:var(--bg)}
.squares .warn,.legend .warn{background:var(--warn);color:var(--bg)}
.squares .contested,.legend .contested{background:var(--contested);color:var(--bg)}
.squares .error,.legend .error{background:var(--error);color:var(--bg)}
.squares .observed,.legend .observed{background:color-mix(in srgb,var(--observed) 22%,var(--bg))}
.squares .skip,.legend .skip{background:none;border-color:var(--line)}
.squares .inconclusive,.legend .inconclusive{background:none;border:1px dashed var(--inconclusive)}
.squares .known,.legend .known{background:none;color:var(--fail);border-color:currentColor}
.squares .warn.known{color:var(--warn)}
.squares .contested.known{color:var(--contested)}
.squares a:hover,.squares a:focus-visible{outline:2px solid var(--fg);outline-offset:1px}
.found{display:flex;gap:.5rem;min-width:2.6rem;justify-content:flex-end}
.found b{font-size:.8125rem;font-weight:400;font-variant-numeric:tabular-nums}
.legend{display:flex;flex-wrap:wrap;gap:.2rem .9rem;margin:.6rem 0 0;padding:0;list-style:none;font-size:.8125rem}
.legend li{display:flex;align-items:center;gap:.35rem}
.readout{min-height:1.4em;margin:.35rem 0 0;font-size:.8125rem;color:var(--dim);max-width:none}
@media (min-width:64rem){.screen:not(.alone){grid-template-columns:minmax(0,5fr) minmax(0,7fr)}}
@media (max-width:40rem){
.scores{gap:.3rem}
.scores div{flex:1 1 100%;display:flex;gap:.6rem;align-items:baseline;padding:.15rem .75rem}
.scores dt{flex:0 0 4.6rem}
.scores dd{margin:0!important;min-width:0}
.scores small{white-space:normal}
.scores strong{font-size:1.1rem}
.map tr{grid-template-columns:minmax(0,1fr) auto;padding:.25rem 0}
.map .squares{grid-column:1/-1;grid-row:2}
.first li{grid-template-columns:minmax(0,1fr) auto}
.first li .impact,.first li small{grid-column:1/-1}
.verdict{font-size:1.1rem}
}
@media (forced-colors:active){.squares a,.legend i{border-color:CanvasText}}
@media print{
.screen:not(.alone){grid-template-columns:minmax(0,1fr)}
.first ol{columns:2;border:0;overflow:visible}
.first li{break-inside:avoid;padding:.2rem 0;border:0!important;grid-template-columns:7rem minmax(0,1fr) auto!important}
.first li .impact{grid-column:auto!important}
.squares a,.legend i,.verdict strong,.scores div{print-color-adjust:exact}
.squares a,.legend i{width:.7rem;height:.7rem}
.squares a::before,.legend i::before{font-size:.45rem;line-height:.6rem}
.readout{display:none}
}
`
