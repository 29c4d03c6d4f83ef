import { statementPlace } from '../harness/case/requirement'
import { roleOfId } from '../harness/case/role'
import { type CasePage, contestedOutcome, DISPUTE, type Reading } from '../reports/explain/case-page'
import { partNames } from '../reports/explain/part-names'
import { CHECKED_TOO, type RequiredAnswer } from '../reports/explain/required-answers'
import type { SentPart } from '../reports/explain/sent-requests'
import { hanging, wrap } from '../reports/terminal/layout'
import { verdictLabel } from '../reports/verdict-words'

/** The lines of a page. Text is wrapped to the width; bytes and command lines are not. */
class Lines {
  readonly lines: string[] = []

  constructor(private readonly width: number) {}

  /** A heading and what `fill` adds below it; nothing if `fill` adds nothing. */
  section(heading: string, fill: () => void): void {
    const from = this.lines.length
    fill()
    if (this.lines.length > from) this.lines.splice(from, 0, `${heading}:`)
    if (this.lines.length > from) this.lines.push('')
  }

  text(words: string, indent = 2): void {
    for (const line of wrap(words, this.width - indent)) this.lines.push(' '.repeat(indent) + line)
  }

  item(first: string, words: string): void {
    this.lines.push(...hanging(`  ${first} `, words, this.width))
  }

  raw(line: string): void {
    this.lines.push(line)
  }
}

function addSent(lines: Lines, part: SentPart, single: boolean): void {
  if (!single) lines.text(partNames(part.names) + (part.twin ? ' (for comparison)' : ''))
  for (const { mark, text } of part.lines) lines.raw(`    ${mark} ${text}`.trimEnd())
  part.steps.forEach((step, at) => {
    lines.item(`  ${at + 1}.`, step)
  })
}

function addRequired(lines: Lines, { parts, description, verdicts, isChecked }: RequiredAnswer): void {
  lines.text((parts.length === 0 ? '' : `${partNames(parts)}: `) + description)
  const width = Math.max(12, ...verdicts.map(({ verdict }) => verdictLabel(verdict).length))
  for (const { verdict, answers } of verdicts) lines.item(`  ${verdictLabel(verdict).padEnd(width)}`, answers)
  if (isChecked) lines.text(CHECKED_TOO)
}

function addReading(lines: Lines, name: string, { says, clauses }: Reading): void {
  lines.item(name, says)
  for (const { url } of clauses) lines.raw(`           ${url}`)
}

function addContested(lines: Lines, { id, contested }: CasePage): void {
  if (!contested) return
  addReading(lines, 'strict: ', contested.strict)
  addReading(lines, 'lenient:', contested.lenient)
  lines.text(contestedOutcome(id))
}

function addByHand(lines: Lines, { hand }: CasePage): void {
  if (typeof hand !== 'string') lines.raw(`  ${hand.line}`)
  for (const note of typeof hand === 'string' ? [hand] : hand.notes) lines.text(note)
}

/** A text with its address below it. */
function addLink(lines: Lines, text: string, url: string): void {
  lines.text(text)
  lines.raw(`    ${url}`)
}

/**
 * The page of a case as text.
 * @param width the width of the lines, in columns
 */
export function casePageText(page: CasePage, width: number): string {
  const { id, title, level, suite, why, cause, sent } = page
  const lines = new Lines(width)
  lines.text(`${id} ${title}`, 0)
  lines.text(`${level}, suite ${suite.number} ${suite.title}`, 0)
  lines.raw('')
  lines.section('Why it matters', () => why !== undefined && lines.text(why))
  const isOfClient = roleOfId(id) === 'client'
  const against = isOfClient
    ? 'Answered (CR ␍, LF ␊; + and - against the right answer)'
    : 'Sent (CR ␍, LF ␊; + and - against the correct handshake)'
  lines.section(against, () => {
    if (sent.length === 0) lines.text('nothing of its own')
    for (const part of sent) addSent(lines, part, sent.length === 1)
  })
  lines.section('Required', () => {
    for (const line of page.derived) lines.text(line)
    for (const each of page.required) addRequired(lines, each)
    for (const note of page.notes) lines.text(note)
  })
  lines.section('What a finding means', () => {
    if (!cause) return
    lines.text(`${cause.title} (cause ${cause.id}, impact ${cause.impact}). ${cause.why}`)
    lines.text(`Remedy: ${cause.remedy}`)
  })
  lines.section('Source', () => {
    for (const { text, url } of page.clauses) addLink(lines, text, url)
  })
  lines.section('Normative statements', () => {
    for (const one of page.statements) lines.item(one.id, `${statementPlace(one)}, ${one.level}: ${one.statement}`)
  })
  lines.section('Contested', () => addContested(lines, page))
  lines.section('In public', () => {
    for (const { says, url } of page.argued) addLink(lines, says, url)
  })
  lines.section('Who differs', () => {
    for (const line of page.whoDiffers) lines.item('-', line)
  })
  lines.section(isOfClient ? 'By hand' : 'By hand, against a server on 127.0.0.1:8080', () => addByHand(lines, page))
  lines.section('Run it alone', () => lines.raw(`  ${page.run}`))
  lines.text(DISPUTE, 0)
  return `${lines.lines.join('\n')}\n`
}
