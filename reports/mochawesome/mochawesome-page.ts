import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Results } from '../../harness/case/results'
import { type MochawesomeOptions, mochawesomeData } from './mochawesome-data'

const TITLE = 'WebSocket opening handshake'

/** The options of the generator. Its own `create` is not used, because it writes local paths into the page. */
const OPTIONS = {
  reportTitle: TITLE,
  reportPageTitle: TITLE,
  inlineAssets: true,
  cdn: false,
  charts: false,
  enableCharts: false,
  code: false,
  enableCode: false,
  showPassed: true,
  showFailed: true,
  showPending: true,
  showSkipped: false,
  showHooks: 'context',
  dev: false,
}

/** The mochawesome page with its assets inlined. Loads the generator when called: it is large and few runs need it. */
function page(data: string): string {
  const render: typeof import('mochawesome-report-generator/lib/main-html') = require('mochawesome-report-generator/lib/main-html')
  const assets = join(dirname(require.resolve('mochawesome-report-generator/package.json')), 'dist')
  const rendered = render({
    data,
    inlineScripts: readFileSync(join(assets, 'app.js'), 'utf8'),
    inlineStyles: readFileSync(join(assets, 'app.inline.css'), 'utf8'),
    scriptsUrl: '',
    stylesUrl: '',
    options: OPTIONS,
    title: TITLE,
    useInlineAssets: true,
  })
  return `<!doctype html>\n${rendered}`
}

/** The files of mochawesome's report by name: `index.json`, and `index.html` with its assets inlined. */
export function mochawesomeFiles(results: Results, options: MochawesomeOptions = {}): Map<string, string> {
  const data = mochawesomeData(results, options)
  return new Map([
    ['index.json', `${JSON.stringify(data, null, 2)}\n`],
    ['index.html', page(JSON.stringify(data))],
  ])
}
