import type { CaseResult, Results } from '../harness/results'
import { differs, suitesOf } from './model'
import type { SuiteTitles } from './notes'
import { clean, count, shellLine } from './text'
import { calledName, counts, fails, findings, leftOutLine, SHAPES, sentence } from './words'

/** What a comment on a pull request holds for certain; UTF-16 code units. */
export const MARKDOWN_LIMIT = 60_000

const LONGEST_COMMAND = 2000

/** How results are told in a comment. */
export interface MarkdownOptions {
  /** What the suites are called. */
  suites?: SuiteTitles
}

/** Text from outside inside a table or a list: no markup, no HTML, no mention, no link, one line. */
function md(text: string): string {
  return clean(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]()#+!|~>-]/g, '\\$&')
    .replace(/@/g, '@\u2060')
    .replace(/:\/\//g, ':\u2060//')
    .replace(/\bwww\./gi, 'www\u2060.')
}

/** Text as code: a fence longer than any run of backticks inside, and no pipe that a table would take. */
function code(text: string): string {
  const inside = clean(text)
  const longest = Math.max(0, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^`|`$|^ | $/.test(inside) ? ' ' : ''
  return `${fence}${pad}${inside}${pad}${fence}`
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function matrix(results: Results, titles: SuiteTitles): string[] {
  const cells = suitesOf(results, titles).map((suite) => [
    md(suite.title),
    ...suite.summaries.map((summary) =>
      counts(summary)
        .map(({ text }) => text)
        .join(', '),
    ),
  ])
  const names = results.targets.map((target) => md(calledName(target)))
  return [row(['Suite', ...names]), row(['---', ...names.map(() => '---')]), ...cells.map(row)]
}

function finding(result: CaseResult): string {
  const { verdict, id, level, title, expected, got, because } = result
  const words = [
    ['expected', expected],
    ['got', got],
    ['because', because],
  ] as const
  const told = words.filter(([, text]) => text !== '').map(([label, text]) => `  - ${label}: ${md(text)}`)
  return [`- ${SHAPES[verdict]} **${verdict}** ${id} ${level} ${md(title)}`, ...told].join('\n')
}

function differences(results: Results, titles: SuiteTitles): string[] {
  const rows = suitesOf(results, titles).flatMap((suite) => suite.rows.filter(differs))
  if (results.targets.length < 2 || rows.length === 0) return []
  const names = results.targets.map((target) => md(calledName(target)))
  const lines = rows.map(({ id, level, title, results: all }) =>
    row([`${id} ${level} ${md(title)}`, ...all.map((r) => (r ? `${SHAPES[r.verdict]} ${r.verdict}` : 'not run'))]),
  )
  return ['', '### Where they differ', '', row(['Case', ...names]), row(['---', ...names.map(() => '---')]), ...lines]
}

function foundBlocks(results: Results): string[] {
  return results.targets.flatMap((target) => {
    const found = findings(target)
    if (found.length === 0) return []
    const grave = found.filter(({ verdict }) => fails(verdict)).length
    const heading = `\n### ${md(calledName(target))}: ${count(found.length, 'finding')}, ${grave} of them failing\n`
    return [heading, ...found.map(finding)]
  })
}

/** Whole blocks as long as they fit; what was left off is counted. */
function cut(head: string, blocks: readonly string[], tail: string): string {
  const room = MARKDOWN_LIMIT - head.length - tail.length - 100
  let used = 0
  const kept = blocks.findIndex((block) => {
    used += block.length + 1
    return used > room
  })
  if (kept < 0) return [head, ...blocks, tail].join('\n')
  const left = blocks.length - kept
  const note = `\n… ${left} more ${left === 1 ? 'entry' : 'entries'} left off to keep this short.`
  return [head, ...blocks.slice(0, kept), note, tail].join('\n')
}

/**
 * The results as GitHub-flavoured Markdown of at most MARKDOWN_LIMIT characters: a sentence for each target, counts by
 * suite, the findings, and where targets differ. What does not fit is cut between entries and counted.
 */
export function markdown(results: Results, { suites: titles = new Map() }: MarkdownOptions = {}): string {
  const sentences = results.targets.flatMap((target) => {
    const left = leftOutLine(target)
    return [`**${md(sentence(target))}**`, ...(left ? [md(left)] : []), '']
  })
  const head = ['## WebSocket opening handshake', '', ...sentences, ...matrix(results, titles)].join('\n')
  const blocks = [...differences(results, titles), ...foundBlocks(results)]
  const line = shellLine(['wsspec', ...results.command])
  const again = code(line.length > LONGEST_COMMAND ? `${line.slice(0, LONGEST_COMMAND)}…` : line)
  return cut(head.slice(0, MARKDOWN_LIMIT / 2), blocks, `\nAgain: ${again} (wsspec ${md(results.tool.version)})\n`)
}
