import { entriesOf } from '../../harness/case/catalogue'
import { entries } from '../../published/servers'
import { type CasePage, CONTESTED_OUTCOME, DISPUTE, pageOf } from '../../reports/explain/page'
import type { Required } from '../../reports/explain/required'
import type { SentPart } from '../../reports/explain/sent'
import { clean } from '../../reports/text/clean'
import { count, listed } from '../../reports/text/phrases'
import { suites } from '../../suites/server'

/** Text inside a paragraph or a table cell: no markup. */
function md(text: string): string {
  return clean(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]#|~]/g, '\\$&')
}

function link(text: string, url: string): string {
  return `[${md(text)}](${url})`
}

/** A block of code with a fence that is longer than any in it. */
function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)))
  const fence = '`'.repeat(longest + 1)
  return [fence + language, ...lines, fence].join('\n')
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}

/** More names of parts that send the same are counted. */
const MOST_NAMES = 8

function names(parts: readonly string[]): string {
  if (parts.length <= MOST_NAMES) return listed(parts.map(md))
  return `${parts.slice(0, 3).map(md).join(', ')} and ${parts.length - 3} more`
}

function sent(part: SentPart, single: boolean): string {
  const heading = single ? [] : [`**${names(part.names)}**${part.twin ? ', to be compared with' : ''}`]
  const block = fenced(
    'diff',
    part.lines.map(({ mark, text }) => `${mark} ${text}`),
  )
  const steps = part.steps.map((step, at) => `${at + 1}. ${md(step)}`).join('\n')
  return [...heading, block, ...(steps === '' ? [] : [`As a script:\n\n${steps}`])].join('\n\n')
}

function required({ parts, says, verdicts, closer }: Required): string {
  const about = parts.length === 0 ? '' : `${names(parts)}: `
  const rows = verdicts.map(({ verdict, answers }) => `| ${verdict} | ${md(answers)} |`)
  const more = closer ? '\n\nThe kind of answer is not all: what these words say of it is looked at, too.' : ''
  return `${about}**${md(says)}**\n\n| verdict | where the answer is |\n| --- | --- |\n${rows.join('\n')}${more}`
}

function contest({ contested }: CasePage): string[] {
  if (!contested) return []
  const side = (name: string, { says, clauses }: typeof contested.strict) =>
    `- **${name}**: ${md(says)} (${clauses.map(({ text, url }) => link(text, url)).join(', ')})`
  return [
    '## Contested',
    [side('Strict', contested.strict), side('Lenient', contested.lenient)].join('\n'),
    CONTESTED_OUTCOME,
  ]
}

function argued({ argued: threads }: CasePage): string[] {
  if (threads.length === 0) return []
  return ['## In public', bullets(threads.map(({ name, url, says }) => `${link(name, url)}: ${md(says)}`))]
}

function byHand({ hand }: CasePage): string[] {
  if (typeof hand === 'string') return ['## By hand', md(hand)]
  return ['## By hand', 'Against a server on 127.0.0.1:8080:', fenced('sh', [hand.line]), ...hand.notes]
}

/** docs/cases/ID.md: all there is to say of one case. */
export function renderCase(page: CasePage): string {
  const { id, title, level, suite, why, clauses, statements, whoDiffers, notes, derived, run } = page
  const sections = [
    `# ${id} ${md(title)}`,
    `${level}, suite ${suite.number}: ${md(suite.title)} ([all cases](README.md))`,
    ...(why === undefined ? [] : [`**Why it matters.** ${md(why)}`]),
    '## What is sent',
    ...(page.sent.length === 0 ? ['Nothing of its own.'] : page.sent.map((part) => sent(part, page.sent.length === 1))),
    '## What is required',
    ...derived.map(md),
    ...page.required.map(required),
    ...notes.map(md),
    '## Source',
    bullets(clauses.map(({ text, url }) => link(text, url))),
    ...(statements.length === 0
      ? []
      : [
          'It tests these normative statements:',
          bullets(statements.map((one) => `${one.id}, RFC ${md(one.where)}, ${md(one.level)}: ${md(one.statement)}`)),
        ]),
    ...contest(page),
    ...argued(page),
    '## Who differs',
    ...(whoDiffers.length === 0 ? [] : [bullets(whoDiffers.map(md))]),
    `[What each published server came to](../results/cases/${id}.md).`,
    ...byHand(page),
    '## Run it alone',
    fenced('sh', [run]),
    `${md(DISPUTE)} More in [CONTRIBUTING](../../CONTRIBUTING.md#dispute-a-verdict).`,
  ]
  return `${sections.join('\n\n')}\n`
}

const GUIDE = `A page for each case. In what is sent, CR is ␍ and LF is ␊, other octets that are no printable ASCII are \`\\xNN\`; lines
that begin with \`+\` differ from the correct handshake, and lines that begin with \`-\` are what it has instead. Keys and
names are examples: a run has fresh ones. Where no script is shown, the request goes out at once, its answer is awaited,
and a link behind a 101 is asked for a sign of life. The same is shown by \`wsspec explain ID\`. Written by \`npm run docs\`.`

/** docs/cases/README.md: every case by suite. */
export function renderIndex(): string {
  const servers = entries().filter(({ isOlder, inFrontOf }) => !isOlder && inFrontOf === undefined)
  const tables = suites.map(({ number, title, cases }) => {
    const rows = cases.map(
      ({ id, level, title: name, contested }) =>
        `| [${id}](${id}.md) | ${level} | ${md(name)}${contested ? ' (contested)' : ''} |`,
    )
    return `## ${number} ${md(title)}\n\n| case | level | title |\n| --- | --- | --- |\n${rows.join('\n')}`
  })
  const who = `"Who differs" is about the ${count(servers.length, 'server')} whose [results are published](../results/README.md): which of them fail, warn
or are contested, and the versions in which that changed. Another version, another setting or a proxy in front may do otherwise.`
  return `# Cases\n\n${GUIDE}\n\n${who}\n\n${tables.join('\n\n')}\n`
}

/** Every page of docs/cases by its file name. */
export function casePages(): Map<string, string> {
  const pages = entriesOf(suites).map(pageOf)
  return new Map([['README.md', renderIndex()], ...pages.map((page) => [`${page.id}.md`, renderCase(page)] as const)])
}
