import { isFinding, VERDICTS, type Verdict } from '../harness/case/verdicts'

/** What a published server did in one case. */
export interface CaseVerdict {
  verdict: Verdict
  /** True where the small test program decides the case, and not the library. */
  byProgram: boolean
}

/** The verdicts of one server, by the id of the case. A case that it was not run through is missing. */
export type VerdictsById = ReadonlyMap<string, CaseVerdict>

/** The character of each verdict. Where a finding is about the test program, its letter is lower-case. */
export const CHARACTERS: Readonly<Record<Verdict, string>> = {
  pass: '.',
  fail: 'F',
  warn: 'W',
  contested: 'C',
  observed: 'o',
  skip: '-',
  inconclusive: '?',
  error: '!',
}

/** The character of a case that a server was not run through. */
const NOT_RUN = '_'

/** A finding about the test program is a lower-case letter. */
function characterOf({ verdict, byProgram }: CaseVerdict): string {
  const character = CHARACTERS[verdict]
  return byProgram && isFinding(verdict) ? character.toLowerCase() : character
}

/** What each character of a line means. */
const MEANINGS: ReadonlyMap<string, CaseVerdict> = new Map(
  VERDICTS.flatMap((verdict) => [false, true].map((byProgram) => ({ verdict, byProgram })))
    .filter(({ verdict, byProgram }) => !byProgram || isFinding(verdict))
    .map((meaning) => [characterOf(meaning), meaning]),
)

/**
 * Writes verdicts as a line: a character for each case, and a space between two suites.
 * @param ids the ids of the cases, a list for each suite
 */
export function verdictLine(ids: readonly (readonly string[])[], verdicts: VerdictsById): string {
  const character = (id: string) => {
    const found = verdicts.get(id)
    return found === undefined ? NOT_RUN : characterOf(found)
  }
  return ids.map((suite) => suite.map(character).join('')).join(' ')
}

/**
 * Reads a line that `verdictLine` wrote for the same ids.
 * @throws {Error} where the line has another number of cases, or a character without a meaning.
 */
export function readVerdictLine(ids: readonly (readonly string[])[], line: string): VerdictsById {
  const all = ids.flat()
  const characters = [...line.replaceAll(' ', '')]
  if (characters.length !== all.length) throw new Error(`${characters.length} verdicts for ${all.length} cases`)
  const verdicts = new Map<string, CaseVerdict>()
  for (const [at, id] of all.entries()) {
    const character = characters[at] ?? ''
    const meaning = MEANINGS.get(character)
    if (meaning === undefined && character !== NOT_RUN) throw new Error(`${id}: no verdict is written ${character}`)
    if (meaning !== undefined) verdicts.set(id, meaning)
  }
  return verdicts
}
