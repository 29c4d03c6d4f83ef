import { REPORTS } from '../../reports/registry'
import { reportContext } from '../../reports/report-context'
import { readRecipes } from '../../settings/recipes'
import { causes } from '../../suites/causes'
import { suites } from '../../suites/server'
import { asResults, readGallery } from '../../tools/gallery/gallery'
import { type Measured, type Measurement, median, type Row } from '../measurement'

const ROUNDS = 5

/** The most time of the page, ms, by the number of targets. */
const MOST_MS: Readonly<Record<number, number>> = { 1: 200, 10: 1000 }

/** Renders every report of the registry from published results, which have real findings. */
async function measure(): Promise<Measured> {
  const { servers } = readGallery()
  const common = reportContext({
    suites,
    causes,
    recipes: readRecipes(),
    strict: false,
    allowInconclusive: 0,
    known: [],
  })
  const rows = [1, 10].flatMap((count) => {
    const results = asResults(servers.slice(0, count))
    return REPORTS.map((report): Row => {
      const context = { ...common, path: report.kind === 'file' ? report.usualName : '-' }
      report.render(results, context)
      const times = Array.from({ length: ROUNDS }, () => {
        const began = performance.now()
        report.render(results, context)
        return performance.now() - began
      })
      const most = report.key === 'html' ? MOST_MS[count] : undefined
      const name = `${report.key} of ${count} ${count === 1 ? 'target' : 'targets'}`
      return { name, value: Math.round(median(times)), unit: 'ms', ...(most === undefined ? {} : { most }) }
    })
  })
  return { rows }
}

/** How long each report of one and of ten targets takes to render. */
export const reports: Measurement = { name: 'reports', measure }
