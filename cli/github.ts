import { resolve } from 'node:path'
import type { Results } from '../harness/case/results'
import { REPORTS, type ReportContext } from '../reports/registry'
import { appendWhole } from '../reports/write-files'
import type { ProcessContext, Sink } from '../settings/process-context'

/** The size limit of a step's summary on GitHub, bytes. */
const MOST_SUMMARY = 1 << 20

function render(key: 'github' | 'markdown', results: Results, context: ReportContext): string {
  const report = REPORTS.find((each) => each.key === key) as Extract<(typeof REPORTS)[number], { key: typeof key }>
  return report.render(results, context)
}

/**
 * Shows results on GitHub Actions (--github): annotations in `sink`, and the Markdown report at the end of the step's
 * summary where GITHUB_STEP_SUMMARY names its file. Gives a line where that file cannot be written.
 */
export function writeGithub(
  results: Results,
  { common, sink, context }: { common: Omit<ReportContext, 'path'>; sink: Sink; context: ProcessContext },
): string[] {
  const whole = { ...common, path: '-' }
  sink.write(render('github', results, whole))
  const path = context.env['GITHUB_STEP_SUMMARY']
  if (!path) return []
  try {
    appendWhole(resolve(context.cwd, path), `${render('markdown', results, whole)}\n`, MOST_SUMMARY)
    return []
  } catch (error) {
    return [`--github: GITHUB_STEP_SUMMARY: ${(error as Error).message}`]
  }
}
