import { entriesOf } from '../../harness/case/catalogue'
import { type Cause, IMPACTS, type Impact } from '../../harness/case/cause'
import { ROLES, type Role } from '../../harness/case/role'
import { impactMeaning } from '../../reports/model/impact-words'
import { roleWords } from '../../reports/role-words'
import { escaped, table } from '../../reports/text/markdown-syntax'
import { CATALOGUE_OF } from '../../suites/catalogues'

/** The rule for each impact, which is read from the evidence of a finding alone, and an example. The first that matches is taken. */
const RULES: Readonly<Record<Impact, readonly [rule: string, example: string]>> = {
  outage: [
    'Another connection suffers: a control after the case is refused or gets no answer, or time or memory grow without a bound.',
    '13.12: a reset in the middle of the handshake ends the process.',
  ],
  smuggling: [
    'Bytes of one message are taken for another: a body is read as frames, HTTP is parsed after the 101, responses come out of order, or a request is accepted whose end recipients read differently. It needs a second hop to do harm.',
    '12.03: a Ping inside the declared body is answered with a Pong.',
  ],
  interop: [
    'A request that conforms is refused or misread, or the server sends what a client must fail on.',
    '4.05: Upgrade in the second Connection line is not seen.',
  ],
  bypass: [
    'A WebSocket opens, or a frame is processed, without the field or the bit that a form, a script, a cache or a proxy cannot send.',
    '5.02: a handshake with an empty key is accepted.',
  ],
  lax: ['Other invalid input is accepted, and no harm is shown.', '6.08: version 013 is taken for 13.'],
  form: [
    'The decision is right. A field, the status or the content of the answer is not.',
    '1.08: a 405 without Allow.',
  ],
}

const titles = new Map(
  ROLES.flatMap((role) => entriesOf(CATALOGUE_OF[role].suites)).map(({ case: { id, title } }) => [id, title]),
)

function section({ id, title, why, remedy, cases }: Cause): string {
  const lines = cases.map((each) => `- [${each}](cases/${each}.md) ${escaped(titles.get(each) ?? '')}`)
  return [
    `<a id="${id}"></a>`,
    `### ${escaped(title)}`,
    `\`${id}\`. ${escaped(why)}`,
    `**Remedy.** ${escaped(remedy)}`,
    lines.join('\n'),
  ].join('\n\n')
}

const INTRODUCTION = `A finding is one case that a server does not meet. Its **cause** is the missing check, or the mistake, that explains it: often one
check mends many findings. Its **impact** is the harm, read from the evidence of the finding alone. Both are in the results
(\`cause\`, \`impact\`) of every case whose verdict is fail, warn or contested.

Every case has one cause. A few findings name another one, because their evidence says so: a server that refuses version 14
without a list of versions has not accepted it. A fault that several cases meet is scored in one of them. The others are
skipped, with its id in \`scoredIn\`.

A finding about HTTP itself may also name who can mend it (\`party\`). The same is then sent in a plain GET. \`http\`: the server treats
that as it treats the handshake, so whoever parses HTTP can mend it. \`upgrade\`: only the upgrade path accepts, or refuses, it.

\`npm run docs\` writes this page from \`suites/causes.ts\`.`

/** The causes of one side by impact. */
function groupsOf(role: Role): string[] {
  const { causes } = CATALOGUE_OF[role]
  return IMPACTS.flatMap((impact) => {
    const own = causes.filter((cause) => cause.impact === impact)
    if (own.length === 0 && role === 'client') return []
    const heading = role === 'client' ? `## ${impact} (clients)` : `## ${impact}`
    const rule = role === 'client' ? `${capital(impactMeaning(impact, roleWords({ role })))}.` : RULES[impact][0]
    return [[heading, rule, ...own.map(section)].join('\n\n')]
  })
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** docs/causes.md: the rule for each impact, and every cause with its cases. */
export function causesPage(roles: readonly Role[] = ROLES): string {
  const rules = IMPACTS.map((impact) => [`\`${impact}\``, ...RULES[impact].map(escaped)])
  const ruleTable = table(['impact', 'rule; the first that matches', 'example'], rules)
  const ofClients = roles.includes('client') ? ['# Causes of findings about clients', ...groupsOf('client')] : []
  return `${['# Causes and impact', INTRODUCTION, ruleTable, ...groupsOf('server'), ...ofClients].join('\n\n')}\n`
}
