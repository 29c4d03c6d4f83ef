/** What a search between two versions comes to; `T` is what a version is told apart by. */
export type Found<T> =
  /** `last` and `first` differ, and all that stand between them, `between`, do not start. */
  | { kind: 'changed'; last: string; first: string; was: T; is: T; between: string[] }
  /** The versions at both ends are the same. */
  | { kind: 'same'; oldest: string; newest: string; is: T }
  /** No two versions start. */
  | { kind: 'none' }

/** What a version came to, or null where it does not start. Versions are asked at most once each. */
export type Ask<T> = (version: string) => Promise<T | null>

/**
 * The place of the first of `versions` that starts, or -1: those that do not mostly stand at the beginning, so that it
 * walks in ever longer steps, and then halves what it stepped over.
 */
async function firstThatStarts<T>(versions: readonly string[], ask: Ask<T>): Promise<number> {
  const starts = async (at: number) => (await ask(versions[at] as string)) !== null
  let dead = -1
  let step = 1
  let at = 0
  while (!(await starts(at))) {
    if (at === versions.length - 1) return -1
    dead = at
    at = Math.min(at + step, versions.length - 1)
    step *= 2
  }
  while (at - dead > 1) {
    const middle = Math.floor((dead + at) / 2)
    if (await starts(middle)) at = middle
    else dead = middle
  }
  return at
}

/** The places between two others, those in the middle first. */
function fromMiddle(low: number, high: number): number[] {
  const places = Array.from({ length: high - low - 1 }, (_, i) => low + 1 + i)
  const middle = (low + high) / 2
  return places.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
}

/** Finds the first of `versions`, the oldest first, that came to something else than the oldest one that starts. */
export async function bisect<T>(versions: readonly string[], asked: Ask<T>): Promise<Found<T>> {
  const known = new Map<string, T | null>()
  const ask = async (version: string): Promise<T | null> => {
    const answer = known.has(version) ? (known.get(version) ?? null) : await asked(version)
    known.set(version, answer)
    return answer
  }
  const name = (at: number) => versions[at] as string
  let low = await firstThatStarts(versions, ask)
  let high = versions.length - 1 - (await firstThatStarts([...versions].reverse(), ask))
  if (low < 0 || low >= high) return { kind: 'none' }
  const was = (await ask(name(low))) as T
  let is = (await ask(name(high))) as T
  if (was === is) return { kind: 'same', oldest: name(low), newest: name(high), is }
  const next = () => fromMiddle(low, high).find((at) => !known.has(name(at)))
  for (let at = next(); at !== undefined; at = next()) {
    const answer = await ask(name(at))
    if (answer === was) low = at
    else if (answer !== null) [high, is] = [at, answer]
  }
  return { kind: 'changed', last: name(low), first: name(high), was, is, between: versions.slice(low + 1, high) }
}
