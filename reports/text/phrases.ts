/** At most `most` characters of text; the rest is counted: `abc… (12 more characters)`. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text
  const end = most - (/[\ud800-\udbff]/.test(text.charAt(most - 1)) ? 1 : 0)
  return `${text.slice(0, end)}… (${text.length - end} more characters)`
}

/** `1 case`, `2 cases`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** `a`, `a and b`, `a, b and c`; or with another word before the last. */
export function listed(items: readonly string[], word = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

/** Milliseconds for a reader: `0.4 ms`, `12 ms`, `3.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}
