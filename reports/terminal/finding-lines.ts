import type { CaseResult } from '../../harness/case/results'
import { failsRun, type Verdict } from '../../harness/case/verdicts'
import { knownWords, PROGRAM_MARK } from '../case-words'
import { prevalenceWords } from '../like-words'
import { clean } from '../text/clean'
import { SHAPES } from '../verdict-words'
import { fitted, hanging, padded } from './layout'
import type { Setting } from './setting'

/** What else marks a result: that it is known, the small test program's, or differed from run to run. */
function tagsOf({ level, known, fixture, stable }: CaseResult): string[] {
  return [level, ...(known ? ['known'] : []), ...(fixture ? ['test program'] : []), ...(stable ? [] : ['unstable'])]
}

/** `✕ fail      6.02  MUST  Sec-WebSocket-Version is 14`. */
function caseHead(result: CaseResult, { width, paint, strict }: Setting): string[] {
  const mark = `${SHAPES[result.verdict]} ${result.verdict}`
  const first = `${padded(mark, 11)} ${padded(result.id, 5)} `
  const lines = hanging(first, `${tagsOf(result).join(' ')}  ${clean(result.title)}`, width)
  const style: Verdict = failsRun(result.verdict, strict) ? 'fail' : result.verdict
  return lines.map((line, i) => (i === 0 ? paint(style, mark) + line.slice(mark.length) : line))
}

/** Where the text of a detail begins, in cells. */
const DETAIL_INDENT = 13

/** Something that is known of a case: `    got      101 Switching Protocols`. Without `text`, nothing. */
function detail(label: string, text: string, { width, paint }: Setting): string[] {
  if (text === '') return []
  const lines = hanging(`    ${label}`, clean(text), width, DETAIL_INDENT)
  return lines.map((line, i) =>
    i === 0 ? paint('dim', line.slice(0, DETAIL_INDENT)) + line.slice(DETAIL_INDENT) : line,
  )
}

/** The first `most` lines; the last ends with … where there are more. */
function first(lines: readonly string[], most: number, width: number): string[] {
  if (lines.length <= most) return [...lines]
  const last = lines[most - 1] ?? ''
  return [...lines.slice(0, most - 1), fitted(`${last}…`, width)]
}

/** A case with everything that is known of it but its bytes. */
export function wholeCase(result: CaseResult, setting: Setting): string[] {
  return [
    ...caseHead(result, setting),
    ...detail('expected', result.expected, setting),
    ...detail('got', result.got, setting),
    ...detail('because', result.because, setting),
    ...detail('also', prevalenceWords(result) ?? '', setting),
    ...detail('program', result.fixture ? `${PROGRAM_MARK}: ${result.fixture}` : '', setting),
    ...(result.known ? detail('known', knownWords(result.known), setting) : []),
  ]
}

/**
 * A case in few lines: its title, the answer, why that is wrong, and what to do.
 * @param remedy what to do; empty where that is not known
 * @param most the most lines that the answer and the reason take each; the remedy may take one more
 */
export function shortCase(result: CaseResult, remedy: string, most: number, setting: Setting): string[] {
  const { id, verdict, got, because, fixture } = result
  const { width, paint } = setting
  const mark = `    ${SHAPES[verdict]} `
  const title = `${id} ${tagsOf(result).join(' ')} ${clean(result.title)}`
  const words: [string, string, number][] = [
    ['got', got, most],
    ['because', because, most],
    ['program', fixture ? `${PROGRAM_MARK}: ${fixture}` : '', most],
    ['fix', remedy, most + 1],
  ]
  return [
    ...first(hanging(mark, title, width), most, width).map((line, i) =>
      i === 0 ? paint('fail', line.slice(0, mark.length)) + line.slice(mark.length) : line,
    ),
    ...words.flatMap(([label, text, lines]) => first(detail(label, text, setting), lines, width)),
  ]
}
