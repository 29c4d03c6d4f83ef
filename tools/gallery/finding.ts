import { aptLine } from '../../fleet/debian'
import type { CaseResult } from '../../harness/case/results'
import { code, fenced, inElement, prose } from '../../reports/text/markdown-syntax'
import { shellLine } from '../../reports/text/shell'
import { ENDINGS, wireText } from '../../reports/wire/connection-text'
import { whyOfStack } from './attribution'
import { mark } from './cells'
import type { Published } from './gallery'
import { clauseLinks, nameOf } from './links'

/**
 * The command lines that run a published server again: first the one that installs it, where npm does not.
 * @param only the ids of the cases; all of them where none is named
 */
export function repeatLines({ name, version, manifest }: Published, only: readonly string[] = []): string[] {
  const { packages = [] } = manifest.install.debian ?? {}
  const cases = only.flatMap((id) => ['--only', id])
  const more = only.length > 0 ? ['--verbose'] : []
  const line = shellLine(['npx', 'wsspec', 'run', `${name}@${version}`, ...cases, ...more])
  return packages.length > 0 ? [aptLine(packages), line] : [line]
}

/** The texts of a finding, each with its label. */
function labelled(published: Published, result: CaseResult): string[] {
  const { expected, got, because, fixture, stable } = result
  const texts: [label: string, text: string][] = [
    ['required', expected],
    ['observed', got],
    ['because', because],
    ['decided by the small test program, not the library', fixture ?? ''],
    ['decided below the library', whyOfStack(published, result) ?? ''],
    ['not reproduced', stable ? '' : 'the two runs differ'],
  ]
  return texts.filter(([, text]) => text !== '').map(([label, text]) => `- ${label}: ${prose(text)}`)
}

/** The result of the server that this one is built on, in the same case. */
function resultOfBase(base: Published | undefined, id: string): string[] {
  const other = base?.target.cases.find((each) => each.id === id)
  return base && other ? [`- ${prose(nameOf(base))} by itself: ${mark(other.verdict)}, ${prose(other.got)}`] : []
}

/** The other cases that have to be sent to reproduce a finding: those that decided it; for 0.06, those that it names. */
function sentWith({ id, got, evidence = [] }: CaseResult): readonly string[] {
  return id === '0.06' ? (got.match(/\b\d{1,2}\.\d\d\b/g) ?? []) : evidence
}

/** A finding of a published server, folded: what is required, the answer, the bytes, and the command that repeats it. */
export function finding(published: Published, result: CaseResult, base: Published | undefined): string {
  const { id, level, title, verdict, source, exchanges } = result
  const summary = `${mark(verdict).replace(verdict, `<b>${verdict}</b>`)} ${inElement(`${id} ${level} ${title}`)}`
  const [command = '', ...more] = repeatLines(published, [id, ...sentWith(result)]).reverse()
  const wires = verdict === 'fail' ? exchanges.flatMap((each) => [fenced(wireText(each, ENDINGS[each.ended])), '']) : []
  return [
    `<details><summary>${summary}</summary>`,
    '',
    ...labelled(published, result),
    ...resultOfBase(base, id),
    `- clauses: ${clauseLinks(source)}`,
    `- case: [what is sent and why](../../cases/${id}.md), [who else differs](../cases/${id}.md)`,
    `- repeat: ${code(command)}${more.length > 0 ? `, after ${code(more.join(' && '))}` : ''}`,
    '',
    ...wires,
    '</details>',
  ].join('\n')
}
