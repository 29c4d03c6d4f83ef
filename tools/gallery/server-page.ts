import type { CaseResult, Verdict } from '../../harness/case/results'
import { findings, sentence } from '../../reports/target-words'
import { fenced, prose, row } from '../../reports/text/markdown-syntax'
import { listed } from '../../reports/text/phrases'
import { counts } from '../../reports/verdict-words'
import { changesOf } from '../../reports/version-changes'
import { asResults, type Gallery, type Published } from './published'
import { caseLinks, cell, finding, findingsCount, linkTo, mark, nameOf, repeatLines } from './told'

/** The findings of a server by whose they are. */
export interface Findings {
  /** Of the library, by itself. */
  own: CaseResult[]
  /** Of the few lines that start it. */
  fixture: CaseResult[]
  /** The same, by verdict and words, as those of what it stands on or before. */
  shared: CaseResult[]
  /** Two clauses pull apart. */
  contested: CaseResult[]
}

/** What was seen without how a link behind a 101 showed that it lives: whoever stands on a library may speak first there. */
function seen({ got }: CaseResult): string {
  return got.replace(/, then [^;:]*/g, '')
}

function isAlike(one: CaseResult | undefined, other: CaseResult): boolean {
  return one !== undefined && one.verdict === other.verdict && seen(one) === seen(other)
}

function casesOf({ target }: Published): Map<string, CaseResult> {
  return new Map(target.cases.map((each) => [each.id, each]))
}

/** How many cases came to the same for both. */
function alikeCount(one: Published, other: Published): number {
  const cases = casesOf(one)
  return other.target.cases.filter((each) => isAlike(cases.get(each.id), each)).length
}

/**
 * What a hop stands before; what a server stands on, in that of its published versions which behaves most like it, for
 * many bring an older one than the newest. Undefined where there is none.
 */
export function baseOf({ servers, history }: Gallery, published: Published): Published | undefined {
  const { name, target, manifest } = published
  if (target.via) return servers.find((each) => each.name === target.server?.name)
  if (manifest.core === name) return undefined
  const usual = servers.filter((each) => each.name === manifest.core)
  const versions = [...usual, ...(history.get(manifest.core) ?? [])]
  const counted = versions.map((each) => ({ each, alike: alikeCount(each, published) }))
  return counted.sort((a, b) => b.alike - a.alike)[0]?.each
}

/** Sorts the findings of a server by whose they are; each stands in one list. */
export function findingsOf(published: Published, base: Published | undefined): Findings {
  const { target } = published
  const before = base ? casesOf(base) : new Map<string, CaseResult>()
  const isShared = (each: CaseResult) =>
    target.via ? before.get(each.id)?.verdict === each.verdict : isAlike(before.get(each.id), each)
  const all = findings(target)
  const fixture = all.filter((each) => each.fixture !== undefined)
  const shared = all.filter((each) => each.fixture === undefined && isShared(each))
  const rest = all.filter((each) => each.fixture === undefined && !isShared(each))
  const contested = rest.filter(({ verdict }) => verdict === 'contested')
  return { own: rest.filter(({ verdict }) => verdict !== 'contested'), fixture, shared, contested }
}

type Tell = (result: CaseResult) => string

function section(heading: string, words: string, cases: readonly CaseResult[], tell: Tell): string[] {
  if (cases.length === 0) return []
  return [`## ${heading} (${cases.length})`, words, cases.map(tell).join('\n')]
}

function sharedSection(base: Published | undefined, cases: readonly CaseResult[], hop: boolean): string[] {
  if (base === undefined || cases.length === 0) return []
  const verdicts: Verdict[] = ['fail', 'contested', 'warn']
  const rows = verdicts.flatMap((verdict) => {
    const ids = cases.filter((each) => each.verdict === verdict).map(({ id }) => id)
    return ids.length === 0 ? [] : [`- ${mark(verdict)}: ${caseLinks(ids)}`]
  })
  const words = hop
    ? `${linkTo(base)} comes to the same without the hop; they say nothing about the hop.`
    : `${linkTo(base)} comes to the same: of the versions that are published here it behaves most like what this server stands on.`
  return [`## The same as ${prose(nameOf(base))} (${cases.length})`, words, rows.join('\n')]
}

/** What a hop changes, verdict by verdict. */
function hopSection(published: Published, base: Published | undefined): string[] {
  if (!published.target.via || base === undefined) return []
  const [changes] = changesOf(asResults([base, published]))
  const got = new Map(published.target.cases.map((each) => [each.id, each.got]))
  const rows = (changes?.cases ?? []).map(({ id, title, old, new: now }) =>
    row([`[${id}](../../cases/${id}.md) ${prose(title)}`, `${mark(old)} → ${mark(now)}`, cell(got.get(id) ?? '')]),
  )
  const head = [row(['case', 'without → with', 'seen with it']), row(['---', '---', '---'])]
  const table = rows.length > 0 ? [...head, ...rows].join('\n') : 'Nothing.'
  return [`## What it changes before ${prose(nameOf(base))}`, table]
}

function unjudged({ target }: Published): string[] {
  const open = target.cases.filter(({ verdict }) => verdict === 'inconclusive')
  if (open.length === 0) return []
  const lines = open.map(
    ({ id, title, because }) => `- [${id}](../../cases/${id}.md) ${prose(title)}: ${prose(because)}`,
  )
  return [`## Without a verdict (${open.length})`, 'There is no evidence either way.', lines.join('\n')]
}

function about(published: Published, base: Published | undefined): string {
  const { name, manifest, target } = published
  const { language, homepage, core, about: words } = manifest
  const stands = core === name ? [] : [`it stands on ${base ? linkTo(base) : prose(core)}`]
  const kind = target.via ? ['a hop, run before ws'] : []
  const facts = [language, ...kind, ...stands, `[homepage](${homepage})`].join(', ')
  return `${facts}. ${words === undefined ? '' : `${prose(words)} `}It was started by [these lines](../../../servers-under-test/${name}); \
[its results as JSON](${name}.json), [all servers](../README.md).`
}

function abilities({ target: { capabilities } }: Published): string {
  const { echo, subprotocols, permessageDeflate } = capabilities
  const names = subprotocols.length > 0 ? listed(subprotocols.map(prose)) : 'none'
  return `As it was run: ${echo ? 'it echoes' : 'it does not echo'}, subprotocols ${names}, \
permessage-deflate ${permessageDeflate ? 'yes' : 'no'}.`
}

function whose({ own, fixture, shared, contested }: Findings, base: Published | undefined): string {
  const kinds = [
    `${findingsCount(own.length)} of its own`,
    contested.length > 0 ? `${contested.length} where two clauses pull apart` : '',
    shared.length > 0 && base ? `${shared.length} the same as ${prose(nameOf(base))}` : '',
    fixture.length > 0 ? `${fixture.length} that the lines decide which start it` : '',
  ]
  return `${listed(kinds.filter((text) => text !== ''))}.`
}

/** The page of one server: what it meets, whose each finding is, and each finding with its octets and how to repeat it. */
export function serverPage(gallery: Gallery, published: Published): string {
  const base = baseOf(gallery, published)
  const found = findingsOf(published, base)
  const { target } = published
  const tell = (result: CaseResult) => finding(published, result, base)
  const tally = counts(target.summary).map(({ text }) => text)
  const parts = [
    `# ${prose(nameOf(published))}`,
    about(published, base),
    target.via ? '' : `**${prose(sentence(target))}**`,
    `${tally.join(', ')}. ${whose(found, base)} ${abilities(published)}`,
    fenced(repeatLines(published).join('\n'), 'sh'),
    ...hopSection(published, base),
    ...section('Findings', 'A MUST or SHOULD that was not met, the gravest first.', found.own, tell),
    ...section('Contested', 'Two clauses pull apart: each shows both readings.', found.contested, tell),
    ...section("The fixture's", 'The few lines that start it decide these, and not the library.', found.fixture, tell),
    ...sharedSection(base, found.shared, target.via !== undefined),
    ...unjudged(published),
    'Is a finding wrong? [Dispute it](../../../CONTRIBUTING.md#dispute-a-verdict): where an RFC says otherwise, the RFC wins.',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
