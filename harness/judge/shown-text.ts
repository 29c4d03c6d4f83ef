/** Text that was received, with control characters and what is not ASCII as \xNN. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e…]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** Text that was received, for a sentence: printable, cut after `most` characters. */
export function shown(text: string, most = 120): string {
  return printable(text.length > most ? `${text.slice(0, most)}… (${text.length} bytes)` : text)
}

/** The values of a field in a sentence: the first few, and how many more there are. */
export function shownValues(values: readonly string[]): string {
  const first = values.slice(0, 4).map((value) => shown(value))
  return [...first, ...(values.length > 4 ? [`${values.length - 4} more`] : [])].join(' and ')
}
