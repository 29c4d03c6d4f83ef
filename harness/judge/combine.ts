import { worst } from '../case/verdicts'
import { type Judgement, onlyParty } from './conclude'
import { joinedReasons } from './reasons'

/** Names in a sentence: the first six, and how many more there are. */
export function listed(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ')
}

/** Makes the judgement of a case from those of its parts. The verdict is the worst; the words are those of the parts that have it. */
export function combine(judgements: readonly (Judgement & { name: string })[]): Judgement {
  const verdict = worst(judgements.map((judgement) => judgement.verdict))
  const deciding = judgements.filter((judgement) => judgement.verdict === verdict)
  const plain = (pick: (judgement: Judgement) => string) => [...new Set(deciding.map(pick))].filter(Boolean).join('; ')
  const named = (pick: (judgement: Judgement) => string) => {
    const namesOf = new Map<string, string[]>()
    for (const judgement of deciding) {
      const text = pick(judgement)
      if (text !== '') namesOf.set(text, [...(namesOf.get(text) ?? []), judgement.name])
    }
    return [...namesOf].map(([text, names]) => `${listed(names)}: ${text}`).join('; ')
  }
  const got = judgements.length === 1 ? plain(({ got }) => got) : named(({ got }) => got)
  const scoredIn = deciding.find((judgement) => judgement.scoredIn)?.scoredIn
  const blame = deciding.find((judgement) => judgement.blame)?.blame
  const party = onlyParty(deciding)
  return {
    verdict,
    expected: plain(({ expected }) => expected),
    got,
    because: joinedReasons(deciding.map(({ because }) => because)),
    ...(scoredIn ? { scoredIn } : {}),
    ...(blame ? { blame } : {}),
    ...(party ? { party } : {}),
  }
}
