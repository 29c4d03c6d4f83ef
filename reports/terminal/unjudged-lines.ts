import { notJudged } from '../diagnosis-words'
import type { TargetReport } from '../model/target-report'
import { nameLines, verdictLines } from './head-lines'
import { hanging } from './layout'
import type { Setting } from './setting'

/** Where the text of a row begins, in cells. */
const INDENT = 14

/**
 * A target that could not be judged, each fact once: its name, what was sent, what came back, what that looks like, and which
 * flag helps. No line for a target that was judged.
 * @param durationMs how long the run took; 0 where that is not known, or is that of several targets
 */
export function unjudgedLines(report: TargetReport, durationMs: number, setting: Setting): string[] {
  const words = notJudged(report.target)
  if (words === null) return []
  const { width, paint } = setting
  const rows = words.rows.flatMap(({ label, text }) =>
    hanging(`  ${label}`, text, width, INDENT).map((line, i) =>
      i === 0 ? paint('dim', line.slice(0, INDENT)) + line.slice(INDENT) : line,
    ),
  )
  const verdict = { word: report.verdict.word, text: words.verdict }
  return [...nameLines(report, durationMs, setting), ...verdictLines(verdict, setting), ...rows]
}
