import { type NotJudged, notJudged } from '../diagnosis-words'
import { likeWords } from '../like-words'
import { type CauseGroup, findingCount } from '../model/cause-group'
import type { TargetReport } from '../model/target-report'
import { nextStep } from '../repeat-command'
import { skipWords } from '../skip-words'
import { headline, leftOutLine } from '../target-words'
import { code, prose, table } from '../text/markdown-syntax'
import { variablesNote } from '../text/masked-words'
import { clipped, count } from '../text/phrases'
import { verdictShape } from '../verdict-words'
import { LONGEST_TEXT } from './fold'

/** Maximum number of causes, ids of a cause, and reasons that are shown before the folds. */
const MOST_CAUSES = 10
const MOST_IDS = 6
const MOST_REASONS = 2

/** Maximum number of characters of a command. */
export const LONGEST_LINE = 2000

/** `**✕ FAILED: 8 causes, 24 failed cases**`. */
function verdictText({ verdict }: TargetReport, text = verdict.text): string {
  return `**${verdictShape(verdict)} ${prose(clipped(`${verdict.word}: ${text}`, LONGEST_TEXT))}**`
}

function idsOf({ findings }: CauseGroup): string {
  const ids = findings.map(({ id }) => id)
  const more = ids.length - MOST_IDS
  return prose([...ids.slice(0, MOST_IDS), ...(more > 0 ? [`+${more}`] : [])].join(' '))
}

/** The causes that fail the run, what to fix first is first. */
function causeTable({ causes, known }: TargetReport): string[] {
  if (causes.length === 0) return []
  const shown = causes.slice(0, MOST_CAUSES)
  const titleOf = ({ title, owner }: CauseGroup) => clipped(title, LONGEST_TEXT) + (owner?.isOwn ? ' (only here)' : '')
  const rows = shown.map((cause) => [cause.impact ?? '', prose(titleOf(cause)), idsOf(cause)])
  const rest = causes.slice(MOST_CAUSES)
  const more = rest.length > 0 ? [['', count(rest.length, 'more cause'), count(findingCount(rest), 'case')]] : []
  return [table(['harm', known.length > 0 ? 'new' : 'fix first', 'cases'], [...rows, ...more]), '']
}

/** Entries of the list of known failures that no longer hold. */
function staleLines({ stale }: TargetReport): string[] {
  if (stale.length === 0) return []
  const shown = stale.slice(0, MOST_IDS).map(({ id, because }) => `${id} (${because})`)
  const more = stale.length - shown.length
  const text = [...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ')
  return [`**No longer expected:** ${prose(clipped(text, LONGEST_TEXT))}`, '']
}

/** What is not to be fixed first, in one paragraph. */
function notesOf({ known, contested, warnings, undecided, observed, skips, waited, errors }: TargetReport): string {
  const reasons = undecided.slice(0, MOST_REASONS).map(({ because, cases }) => {
    const why = because === '' ? '' : `: ${clipped(because, LONGEST_TEXT)}`
    return `${count(cases.length, 'case')} without a verdict${why}`
  })
  const words = [
    errors.length > 0 ? `${count(errors.length, 'error')} in wsspec` : null,
    findingCount(known) > 0 ? `${findingCount(known)} known` : null,
    findingCount(contested) > 0 ? `${findingCount(contested)} contested` : null,
    findingCount(warnings) > 0 ? `${findingCount(warnings)} warn` : null,
    ...reasons,
    waited > 0 ? `${count(waited, 'case')} waited for silence` : null,
    skipWords(skips),
    observed.length > 0 ? count(observed.length, 'free choice') : null,
  ]
  return words.flatMap((text) => (text === null ? [] : [prose(text)])).join(' · ')
}

/** A target that could not be judged, each fact once, and the command to try. */
function unjudgedSummary(report: TargetReport, words: NotJudged, command: readonly string[]): string[] {
  const line = nextStep(report.target, command)
  const note = variablesNote(line)
  const facts = words.rows.map(({ label, text }) => `- ${label}: ${prose(clipped(text, LONGEST_TEXT))}`)
  return [
    verdictText(report, words.verdict),
    '',
    ...(facts.length > 0 ? [...facts, ''] : []),
    `Next: ${code(clipped(line, LONGEST_LINE))}${note === null ? '' : ` ${prose(note)}`}`,
    '',
  ]
}

/**
 * What a person reads of one target before anything is unfolded: at most twenty lines.
 * @param command the command line of the run
 */
export function targetSummary(report: TargetReport, command: readonly string[]): string[] {
  const { target } = report
  const unjudged = notJudged(target)
  if (unjudged) return unjudgedSummary(report, unjudged, command)
  const like = likeWords(target)
  const sentences = [headline(target), ...(like === null ? [] : [`${like.charAt(0).toUpperCase()}${like.slice(1)}.`])]
  const left = leftOutLine(target)
  const about = [...sentences, ...(left ? [left] : [])].map((text) => prose(clipped(text, LONGEST_TEXT)))
  const notes = notesOf(report)
  return [
    verdictText(report),
    '',
    ...(about.length > 0 ? [about.join(' '), ''] : []),
    ...causeTable(report),
    ...staleLines(report),
    ...(notes === '' ? [] : [notes, '']),
  ]
}
