import type { CaseResult } from '../../harness/case/results'
import { FINDINGS } from '../../harness/case/verdicts'
import { headline } from '../../reports/target-words'
import { fenced, prose, table } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { counts } from '../../reports/verdict-words'
import { changesOf } from '../../reports/version-changes'
import { baseOf, findingsOf } from './attribution'
import { cell, mark, markChange } from './cells'
import { finding, repeatLines } from './finding'
import { asResults, type Gallery, type Published } from './gallery'
import { caseLink, caseLinks, linkTo, nameOf } from './links'

type Base = Published | undefined

function section(heading: string, words: string, cases: readonly CaseResult[], text: (each: CaseResult) => string) {
  if (cases.length === 0) return []
  return [`## ${heading} (${cases.length})`, words, cases.map(text).join('\n')]
}

function sharedSection(base: Base, cases: readonly CaseResult[], isHop: boolean): string[] {
  if (base === undefined || cases.length === 0) return []
  const rows = FINDINGS.flatMap((verdict) => {
    const ids = cases.filter((each) => each.verdict === verdict).map(({ id }) => id)
    return ids.length === 0 ? [] : [`- ${mark(verdict)}: ${caseLinks(ids)}`]
  })
  const words = isHop
    ? `${linkTo(base)} has the same verdicts, or graver ones, without the hop. These findings are not about the hop.`
    : `${linkTo(base)} has the same verdicts and answers. Of its published versions, this one behaves most like the version that this server is built on.`
  return [`## Same as ${prose(nameOf(base))} (${cases.length})`, words, rows.join('\n')]
}

/** The verdicts that a hop changes. */
function hopSection(published: Published, base: Base): string[] {
  if (!published.target.via || base === undefined) return []
  const [changes] = changesOf(asResults([base, published]))
  const got = new Map(published.target.cases.map((each) => [each.id, each.got]))
  const rows = (changes?.cases ?? []).map((each) => [
    caseLink(each),
    markChange(each.old, each.new),
    cell(got.get(each.id) ?? ''),
  ])
  const changed = rows.length > 0 ? table(['case', 'without → with the hop', 'answer with the hop'], rows) : 'Nothing.'
  return [`## What it changes in front of ${prose(nameOf(base))}`, changed]
}

function inconclusiveSection({ target }: Published): string[] {
  const open = target.cases.filter(({ verdict }) => verdict === 'inconclusive')
  const text = (each: CaseResult) => `- ${caseLink(each)}: ${prose(each.because)}`
  return section('Without a verdict', 'There is no evidence for or against the server.', open, text)
}

function about(published: Published, base: Base): string {
  const { name, manifest, target } = published
  const { language, homepage, core, about: words } = manifest
  const kind = target.via ? ['a hop, run in front of ws'] : []
  const builtOn = core === name ? [] : [`built on ${base ? linkTo(base) : prose(core)}`]
  const facts = [language, ...kind, ...builtOn, `[homepage](${homepage})`].join(', ')
  return `${facts}. ${words === undefined ? '' : `${prose(words)} `}Started by [these files](../../../servers-under-test/${name}). \
[Results as JSON](${name}.json), [all servers](../README.md).`
}

function abilities({ target: { capabilities } }: Published): string {
  const { echo, subprotocols, permessageDeflate } = capabilities
  const names = subprotocols.length > 0 ? listed(subprotocols.map(prose)) : 'none'
  return `Capabilities in this run: ${echo ? 'echo' : 'no echo'}; subprotocols: ${names}; permessage-deflate: \
${permessageDeflate ? 'yes' : 'no'}.`
}

function attribution(published: Published, base: Base): string {
  const { own, ofProgram, ofStack, shared, contested } = findingsOf(published, base)
  const kinds = [
    own.length === 0 ? 'no finding of its own' : `${count(own.length, 'finding')} of its own`,
    contested.length > 0 ? `${contested.length} contested` : '',
    shared.length > 0 && base ? `${shared.length} the same as ${prose(nameOf(base))}` : '',
    ofStack.length > 0 ? `${ofStack.length} of ${published.manifest.stack}` : '',
    ofProgram.length > 0 ? `${ofProgram.length} of the small test program` : '',
  ]
  return `${listed(kinds.filter((text) => text !== ''))}.`
}

/** docs/results/servers/NAME.md: how much a server meets, whose each finding is, and how to repeat it. */
export function serverPage(gallery: Gallery, published: Published): string {
  const base = baseOf(gallery, published)
  const found = findingsOf(published, base)
  const { target, manifest } = published
  const text = (result: CaseResult) => finding(published, result, base)
  const verdicts = counts(target.summary).map((each) => each.text)
  const byStack =
    'What reads HTTP below the library decides these: the library does not see the request, or not the fault.'
  const byProgram = 'The small test program decides these, not the library.'
  const parts = [
    `# ${prose(nameOf(published))}`,
    about(published, base),
    target.via ? '' : `**${prose(headline(target))}**`,
    `${verdicts.join(', ')}. ${attribution(published, base)} ${abilities(published)}`,
    fenced(repeatLines(published).join('\n'), 'sh'),
    ...hopSection(published, base),
    ...section('Findings', 'A MUST or a SHOULD is not met. The gravest are first.', found.own, text),
    ...section('Contested', 'Two clauses disagree. Each finding gives both readings.', found.contested, text),
    ...section(`Decided by ${manifest.stack}`, byStack, found.ofStack, text),
    ...section('Decided by the test program', byProgram, found.ofProgram, text),
    ...sharedSection(base, found.shared, target.via !== undefined),
    ...inconclusiveSection(published),
    'Is a finding wrong? [Dispute it](../../../CONTRIBUTING.md#dispute-a-verdict). Where an RFC disagrees, the RFC wins.',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
