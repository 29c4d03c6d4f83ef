/** One figure. */
export interface Row {
  name: string
  value: number
  unit: 'ratio' | 'ms' | 's' | 'MB' | 'cases/s' | 'cases'
  /** The most that it should be; absent where there is no bound. */
  most?: number
}

/** What was measured; `notRun` says why some of it was not. */
export interface Measured {
  rows: Row[]
  notRun?: string
}

/** One measurement: a file in measurements/. */
export interface Measurement {
  name: string
  measure(): Promise<Measured>
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** A number with so many digits after the point. */
export function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}

/** Measures for each name, round by round, so that all of them meet the same load. Returns medians, ms. */
export function medians<T extends string>(
  measurements: Readonly<Record<T, () => number>>,
  rounds: number,
): Record<T, number> {
  const names = Object.keys(measurements) as T[]
  const all = Array.from({ length: rounds }, () => names.map((name) => measurements[name]()))
  const entries = names.map((name, at) => [name, median(all.map((times) => times[at] ?? Number.NaN))] as const)
  return Object.fromEntries(entries) as Record<T, number>
}
