import type { CaseResult, Results, TargetResult } from '../harness/case/results'
import { failsRun } from '../harness/case/verdicts'
import type { SuiteTitles } from './case-notes'
import { differs, suitesOf } from './case-rows'
import { PROGRAM_MARK } from './case-words'
import { againLine } from './repeat-command'
import { displayName, findings, headline, leftOutLine } from './target-words'
import { code, fenced, inElement, prose, row } from './text/markdown-syntax'
import { clipped, count } from './text/phrases'
import { counts, MEANINGS, SHAPES, verdictLabel } from './verdict-words'
import { changesOf } from './version-changes'
import { exchangeText } from './wire/connection-text'
import { decidingExchange } from './wire/deciding'

/** The size that a comment on a pull request certainly allows, in UTF-16 code units. */
export const MARKDOWN_LIMIT = 60_000

/** The most characters of a name, of a sentence, of a command, and of the bytes of a connection. */
const LONGEST_NAME = 100
const LONGEST_TEXT = 600
const LONGEST_COMMAND = 2000
const LONGEST_WIRE = 2500

/** What the report depends on, besides the results. */
export interface MarkdownOptions {
  /** The titles of the suites. */
  suites?: SuiteTitles
}

function nameOf(target: TargetResult): string {
  return prose(clipped(displayName(target), LONGEST_NAME))
}

function tableHead(first: string, results: Results): string[] {
  const names = results.targets.map(nameOf)
  return [row([first, ...names]), row(['---', ...names.map(() => '---')])]
}

function matrix(results: Results, titles: SuiteTitles): string {
  const rows = suitesOf(results, titles).map((suite) => {
    const cells = suite.summaries.map((summary) => counts(summary).map(({ text }) => text))
    return row([prose(clipped(suite.title, LONGEST_NAME)), ...cells.map((texts) => texts.join(', '))])
  })
  const free = results.targets.some(({ summary }) => summary.observed > 0)
  const note = free ? ['', `observed is ${MEANINGS.observed}`] : []
  return [...tableHead('Suite', results), ...rows, ...note].join('\n')
}

function bytesOf(result: CaseResult): string[] {
  const exchange = decidingExchange(result)
  if (!failsRun(result.verdict) || !exchange) return []
  return [fenced(clipped(exchangeText(exchange), LONGEST_WIRE)), '']
}

/** A finding, folded. Its bytes are shown only where there is room for those of all findings. */
function finding(result: CaseResult, withBytes: boolean): string {
  const { verdict, id, level, title, expected, got, because, known, fixture = '' } = result
  const words: [string, string][] = [
    ['expected', expected],
    ['got', got],
    ['because', because],
    [PROGRAM_MARK, fixture],
    ['known', known?.reason ?? ''],
  ]
  const items = words
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `- ${label}: ${prose(clipped(text, LONGEST_TEXT))}`)
  const mark = fixture === '' ? '' : ` (${PROGRAM_MARK})`
  const summary = `${SHAPES[verdict]} <b>${verdict}</b>${mark} ${inElement(`${id} ${level} ${clipped(title, LONGEST_TEXT)}`)}`
  const body = withBytes ? bytesOf(result) : []
  return [`<details><summary>${summary}</summary>`, '', ...items, '', ...body, '</details>', ''].join('\n')
}

/** The findings of each target. The heading is in the block of the first finding, so that a cut never leaves it alone. */
function findingBlocks(results: Results, withBytes: boolean): string[] {
  return results.targets.flatMap((target) => {
    const found = findings(target)
    const grave = found.filter(({ verdict }) => failsRun(verdict)).length
    const heading = `### ${nameOf(target)}: ${count(found.length, 'finding')}, ${grave} of them failing\n\n`
    return found.map((result, i) => (i === 0 ? heading : '') + finding(result, withBytes))
  })
}

/** What changed from version to version and with each hop, a block each. */
function changeBlocks(results: Results): string[] {
  return changesOf(results).map(({ heading, cases }) => {
    const lines = cases.map(({ id, level, title, old, new: now }) => {
      const name = prose(`${id} ${level} ${clipped(title, LONGEST_TEXT)}`)
      return `- ${verdictLabel(old)} → ${verdictLabel(now)}: ${name}`
    })
    return [`### ${prose(heading)}: ${count(cases.length, 'case')} changed\n`, ...lines, ''].join('\n')
  })
}

/** The cases on which targets differ, a block for each row. */
function differences(results: Results, titles: SuiteTitles): string[] {
  if (results.targets.length < 2) return []
  const rows = suitesOf(results, titles).flatMap((suite) => suite.rows.filter((row) => differs(row, results.targets)))
  const heading = ['### Where they differ', '', ...tableHead('Case', results), ''].join('\n')
  return rows.map(({ id, level, title, results: all }, i) => {
    const verdicts = all.map((result) =>
      result ? `${SHAPES[result.verdict]} ${verdictLabel(result.verdict)}` : 'not run',
    )
    return (i === 0 ? heading : '') + row([prose(`${id} ${level} ${clipped(title, LONGEST_TEXT)}`), ...verdicts])
  })
}

function sentenceOf(target: TargetResult): string {
  const left = leftOutLine(target)
  return [`**${prose(clipped(headline(target), LONGEST_TEXT))}**\n`, ...(left ? [`${prose(left)}\n`] : [])].join('\n')
}

interface Parts {
  /** The headline of each target, then the counts by suite. */
  head: string[]
  blocks: string[]
  tail: string
}

function whole({ head, blocks, tail }: Parts): string {
  return [...head, ...blocks, tail].join('\n')
}

/** The first of `blocks` that fit into `room` characters together. */
function fitting(blocks: readonly string[], room: number): readonly string[] {
  let used = 0
  const over = blocks.findIndex((block) => {
    used += block.length + 1
    return used > room
  })
  return over < 0 ? blocks : blocks.slice(0, over)
}

/** The entries that fit; the others are counted. */
function cut({ head, blocks, tail }: Parts): string {
  const top = fitting(head, MARKDOWN_LIMIT / 2)
  const used = top.reduce((sum, block) => sum + block.length + 1, 0)
  const kept = fitting(blocks, MARKDOWN_LIMIT - used - tail.length - 200)
  const left = head.length + blocks.length - top.length - kept.length
  const note = `\n… ${left} more ${left === 1 ? 'entry' : 'entries'} left out to keep this short.\n`
  return whole({ head: [...top], blocks: [...kept, note], tail })
}

/**
 * The results as GitHub-flavoured Markdown of at most MARKDOWN_LIMIT characters: a headline for each target, counts by
 * suite, the findings, folded, and where targets differ. The bytes of failures are shown where everything fits then.
 * Entries that do not fit without the bytes are left out and counted.
 */
export function markdown(results: Results, { suites: titles = new Map() }: MarkdownOptions = {}): string {
  const line = againLine(results)
  const tail = `\nRun again: ${code(clipped(line, LONGEST_COMMAND))} (wsspec ${prose(results.tool.version)})\n`
  const head = ['## WebSocket opening handshake\n', ...results.targets.map(sentenceOf), `${matrix(results, titles)}\n`]
  const versions = [true, false].map((withBytes) => {
    const blocks = [...changeBlocks(results), ...findingBlocks(results, withBytes), ...differences(results, titles)]
    return { head, blocks, tail }
  })
  const texts = versions.map(whole)
  return texts.find((text) => text.length <= MARKDOWN_LIMIT) ?? cut({ head, blocks: versions[1]?.blocks ?? [], tail })
}
