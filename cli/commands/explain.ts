import { type CasePage, CONTESTED_OUTCOME, DISPUTE, pageOf, type Reading } from '../../reports/explain/case-page'
import { partNames } from '../../reports/explain/part-names'
import { CHECKED_TOO, type RequiredAnswer } from '../../reports/explain/required-answers'
import type { SentPart } from '../../reports/explain/sent-requests'
import { hanging, wrap } from '../../reports/terminal/layout'
import { verdictLabel } from '../../reports/verdict-words'
import type { ProcessContext } from '../../settings/process-context'
import { entryOf } from '../../settings/selection'
import { suites } from '../../suites/server/index'
import { EXIT, type ExitCode } from '../exit'

/** How wide prose is where the width of the terminal is not known. */
const USUAL_WIDTH = 100

/** A page as lines of at most `width` cells; octets and what is to be pasted are not broken. */
class Told {
  readonly lines: string[] = []

  constructor(private readonly width: number) {}

  /** A heading with its text, wrapped below it; nothing where there is no text. */
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

function tellSent(told: Told, part: SentPart, single: boolean): void {
  if (!single) told.text(partNames(part.names) + (part.twin ? ' (to be compared with)' : ''))
  for (const { mark, text } of part.lines) told.raw(`    ${mark} ${text}`.trimEnd())
  part.steps.forEach((step, at) => {
    told.item(`  ${at + 1}.`, step)
  })
}

function tellRequired(told: Told, { parts, description, verdicts, isChecked }: RequiredAnswer): void {
  told.text((parts.length === 0 ? '' : `${partNames(parts)}: `) + description)
  const width = Math.max(12, ...verdicts.map(({ verdict }) => verdictLabel(verdict).length))
  for (const { verdict, answers } of verdicts) told.item(`  ${verdictLabel(verdict).padEnd(width)}`, answers)
  if (isChecked) told.text(CHECKED_TOO)
}

function tellReading(told: Told, name: string, { says, clauses }: Reading): void {
  told.item(name, says)
  for (const { url } of clauses) told.raw(`           ${url}`)
}

function tellContest(told: Told, { contested }: CasePage): void {
  if (!contested) return
  tellReading(told, 'strict: ', contested.strict)
  tellReading(told, 'lenient:', contested.lenient)
  told.text(CONTESTED_OUTCOME)
}

function tellHand(told: Told, { hand }: CasePage): void {
  if (typeof hand !== 'string') told.raw(`  ${hand.line}`)
  for (const note of typeof hand === 'string' ? [hand] : hand.notes) told.text(note)
}

function explained(page: CasePage, width: number): string {
  const { id, title, level, suite, why, sent, clauses } = page
  const told = new Told(width)
  told.text(`${id} ${title}`, 0)
  told.text(`${level}, suite ${suite.number} ${suite.title}`, 0)
  told.raw('')
  told.section('Why it matters', () => why !== undefined && told.text(why))
  told.section('Sent (CR ␍, LF ␊; + and - against the correct handshake)', () => {
    if (sent.length === 0) told.text('nothing of its own')
    for (const part of sent) tellSent(told, part, sent.length === 1)
  })
  told.section('Required', () => {
    for (const line of page.derived) told.text(line)
    for (const each of page.required) tellRequired(told, each)
    for (const note of page.notes) told.text(note)
  })
  told.section('Source', () => {
    for (const { text, url } of clauses) {
      told.text(text)
      told.raw(`    ${url}`)
    }
  })
  told.section('Normative statements', () => {
    for (const one of page.statements) told.item(one.id, `RFC ${one.where}, ${one.level}: ${one.statement}`)
  })
  told.section('Contested', () => tellContest(told, page))
  told.section('In public', () => {
    for (const { says, url } of page.argued) {
      told.text(says)
      told.raw(`    ${url}`)
    }
  })
  told.section('Who differs', () => {
    for (const line of page.whoDiffers) told.item('-', line)
  })
  told.section('By hand, against a server on 127.0.0.1:8080', () => tellHand(told, page))
  told.section('Run it alone', () => told.raw(`  ${page.run}`))
  told.text(DISPUTE, 0)
  return `${told.lines.join('\n')}\n`
}

/** `wsspec explain`: what a case sends and requires, why, who differs, and how to run and dispute it. */
export function explain(context: ProcessContext, ids: readonly string[]): ExitCode {
  const entries = ids.map((id) => entryOf(suites, id))
  const width = Math.max(40, context.stdout.columns ?? USUAL_WIDTH)
  context.stdout.write(entries.map((entry) => explained(pageOf(entry), width)).join('\n'))
  return EXIT.fine
}
