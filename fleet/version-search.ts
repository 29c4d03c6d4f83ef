/** The result of a search for the version in which something changed. `T` is what is compared, a verdict for example. */
export type SearchResult<T> =
  /** It changed from `was`, in `last`, to `is`, in `first`. The versions `between` them do not start. */
  | { kind: 'changed'; last: string; first: string; was: T; is: T; between: string[] }
  /** It is the same in the oldest and in the newest version that start. */
  | { kind: 'same'; oldest: string; newest: string; is: T }
  /** Fewer than two versions start. */
  | { kind: 'none' }

/** Runs a version and returns what is compared, or null where the version does not start. */
type TryVersion<T> = (version: string) => Promise<T | null>

/**
 * The index of the first of `versions` that starts, or -1. The versions that do not start are mostly the first ones, so the
 * search goes forward in steps that double, and then halves the last step.
 */
async function firstThatStarts<T>(versions: readonly string[], attempt: TryVersion<T>): Promise<number> {
  const starts = async (at: number) => (await attempt(versions[at] as string)) !== null
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

/** The indexes between two others, those in the middle first. */
function fromMiddle(low: number, high: number): number[] {
  const indexes = Array.from({ length: high - low - 1 }, (_, i) => low + 1 + i)
  const middle = (low + high) / 2
  return indexes.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
}

/**
 * Finds the first version that differs from the oldest version that starts. Each version is tried at most once.
 * @param versions the versions, the oldest first
 */
export async function bisect<T>(versions: readonly string[], tried: TryVersion<T>): Promise<SearchResult<T>> {
  const known = new Map<string, T | null>()
  const attempt = async (version: string): Promise<T | null> => {
    const answer = known.has(version) ? (known.get(version) ?? null) : await tried(version)
    known.set(version, answer)
    return answer
  }
  const name = (at: number) => versions[at] as string
  let low = await firstThatStarts(versions, attempt)
  let high = versions.length - 1 - (await firstThatStarts([...versions].reverse(), attempt))
  if (low < 0 || low >= high) return { kind: 'none' }
  const was = (await attempt(name(low))) as T
  let is = (await attempt(name(high))) as T
  if (was === is) return { kind: 'same', oldest: name(low), newest: name(high), is }
  const next = () => fromMiddle(low, high).find((at) => !known.has(name(at)))
  for (let at = next(); at !== undefined; at = next()) {
    const answer = await attempt(name(at))
    if (answer === was) low = at
    else if (answer !== null) [high, is] = [at, answer]
  }
  return { kind: 'changed', last: name(low), first: name(high), was, is, between: versions.slice(low + 1, high) }
}
