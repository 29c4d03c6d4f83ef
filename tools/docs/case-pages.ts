import { statementPlace } from '../../harness/case/requirement'
import { ROLES, type Role, roleOfId } from '../../harness/case/role'
import { entries, usualServers } from '../../published/servers'
import { type CasePage, contestedOutcome, DISPUTE, entriesOfSide, pageOf } from '../../reports/explain/case-page'
import { partNames } from '../../reports/explain/part-names'
import { CHECKED_TOO, type RequiredAnswer } from '../../reports/explain/required-answers'
import type { SentPart } from '../../reports/explain/sent-requests'
import { escaped, fenced, table } from '../../reports/text/markdown-syntax'
import { verdictLabel } from '../../reports/verdict-words'
import { CATALOGUE_OF } from '../../suites/catalogues'
import type { Pages } from '../page-folder'
import { siteUrl } from '../site/homepage'

function link(text: string, url: string): string {
  return `[${escaped(text)}](${url})`
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}

function sent(part: SentPart, single: boolean): string {
  const heading = single ? [] : [`**${partNames(part.names, escaped)}**${part.twin ? ', to be compared with' : ''}`]
  const block = fenced(part.lines.map(({ mark, text }) => `${mark} ${text}`).join('\n'), 'diff')
  const steps = part.steps.map((step, at) => `${at + 1}. ${escaped(step)}`).join('\n')
  return [...heading, block, ...(steps === '' ? [] : [`As a script:\n\n${steps}`])].join('\n\n')
}

function required({ parts, description, verdicts, isChecked }: RequiredAnswer): string {
  const about = parts.length === 0 ? '' : `${partNames(parts, escaped)}: `
  const rows = verdicts.map(({ verdict, answers }) => [verdictLabel(verdict), escaped(answers)])
  const more = isChecked ? [CHECKED_TOO] : []
  return [`${about}**${escaped(description)}**`, table(['verdict', 'answer'], rows), ...more].join('\n\n')
}

function contest({ id, contested }: CasePage): string[] {
  if (!contested) return []
  const side = (name: string, { says, clauses }: typeof contested.strict) =>
    `- **${name}**: ${escaped(says)} (${clauses.map(({ text, url }) => link(text, url)).join(', ')})`
  return [
    '## Contested',
    [side('Strict', contested.strict), side('Lenient', contested.lenient)].join('\n'),
    contestedOutcome(id),
  ]
}

function argued({ argued: threads }: CasePage): string[] {
  if (threads.length === 0) return []
  return ['## In public', bullets(threads.map(({ name, url, says }) => `${link(name, url)}: ${escaped(says)}`))]
}

function byHand({ hand }: CasePage): string[] {
  if (typeof hand === 'string') return ['## By hand', escaped(hand)]
  return ['## By hand', 'Against a server on 127.0.0.1:8080:', fenced(hand.line, 'sh'), ...hand.notes]
}

function meaning({ cause }: CasePage): string[] {
  if (!cause) return []
  const { id, title, impact, why, remedy } = cause
  const named = `**${escaped(title)}** ([${id}](../causes.md#${id}), impact \`${impact}\`). ${escaped(why)}`
  return ['## What a finding means', named, `**Remedy.** ${escaped(remedy)}`]
}

/** docs/cases/ID.md: the page of one case. */
function renderCase(page: CasePage): string {
  const { id, title, level, suite, why, clauses, statements, whoDiffers, notes, derived, run } = page
  const isOfClient = roleOfId(id) === 'client'
  const sections = [
    `# ${id} ${escaped(title)}`,
    `${level}, suite ${suite.number}: ${escaped(suite.title)} ([all cases](README.md))`,
    ...(why === undefined ? [] : [`**Why it matters.** ${escaped(why)}`]),
    isOfClient ? '## What is answered' : '## What is sent',
    ...(page.sent.length === 0
      ? [
          `This case sends nothing. It checks the ${isOfClient ? 'requests' : 'answers'} ${isOfClient ? 'of' : 'to'} other cases.`,
        ]
      : page.sent.map((part) => sent(part, page.sent.length === 1))),
    '## What is required',
    ...derived.map(escaped),
    ...page.required.map(required),
    ...notes.map(escaped),
    ...meaning(page),
    '## Source',
    bullets(clauses.map(({ text, url }) => link(text, url))),
    ...(statements.length === 0
      ? []
      : [
          'It tests these normative statements:',
          bullets(
            statements.map(
              (one) => `${one.id}, ${escaped(statementPlace(one))}, ${escaped(one.level)}: ${escaped(one.statement)}`,
            ),
          ),
        ]),
    ...contest(page),
    ...argued(page),
    '## Who differs',
    ...(whoDiffers.length === 0 ? [] : [bullets(whoDiffers.map(escaped))]),
    `[The verdict of each published ${roleOfId(id)}, with its answer](${siteUrl(`${isOfClient ? 'clients/' : ''}cases/${id}.html`)}).`,
    ...byHand(page),
    '## Run it alone',
    fenced(run, 'sh'),
    `${escaped(DISPUTE)} More in [CONTRIBUTING](../../CONTRIBUTING.md#dispute-a-verdict).`,
  ]
  return `${sections.join('\n\n')}\n`
}

const GUIDE = `Each case has a page, which \`wsspec explain ID\` shows in a terminal. In the bytes that are sent, CR is ␍ and LF is ␊; another byte
that is not printable ASCII is \`\\xNN\`. Lines with \`+\` differ from the correct handshake, and lines with \`-\` are the lines that
they replace. Keys and names are examples: a run has fresh ones. Where no script is shown, wsspec sends the request at once and
waits for the answer. After a 101 it checks that the link works. \`npm run docs\` writes these pages.`

/** The cases for one side by suite. */
function tablesOf(role: Role): string[] {
  return CATALOGUE_OF[role].suites.map(({ number, title, cases }) => {
    const rows = cases.map(({ id, level, title: name, contested }) => [
      `[${id}](${id}.md)`,
      level,
      `${escaped(name)}${contested ? ' (contested)' : ''}`,
    ])
    return `## ${number} ${escaped(title)}\n\n${table(['case', 'level', 'title'], rows)}`
  })
}

const OF_CLIENTS = `A client connects to wsspec, which answers its request. Lines with \`+\` differ from the right answer, and lines with \`-\` are
the lines that they replace. \`wsspec clients run -- CMD … {url} {protocols}\` runs the cases ([how](../clients.md)).`

/** docs/cases/README.md: every case by suite. */
function renderIndex(roles: readonly Role[] = ROLES): string {
  const servers = usualServers(entries('server'))
  const who = `"Who differs" names servers whose [results are published](../results/README.md), ${servers.length} in all: those that fail, warn or
are contested, and the versions in which that changed. Another version, another setting or a proxy in front can differ.`
  const ofClients = roles.includes('client') ? ['# Cases for clients', OF_CLIENTS, ...tablesOf('client')] : []
  return `# Cases\n\n${GUIDE}\n\n${who}\n\n${[...tablesOf('server'), ...ofClients].join('\n\n')}\n`
}

/** Every page of docs/cases by its file name. */
export function casePages(roles: readonly Role[] = ROLES): Pages {
  const pages = roles.flatMap(entriesOfSide).map(pageOf)
  const files = pages.map((page) => [`${page.id}.md`, renderCase(page)] as const)
  return new Map([['README.md', renderIndex(roles)], ...files])
}
