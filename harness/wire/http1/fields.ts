import type { FieldLine } from '../../case/http-message'

function isOws(char: string): boolean {
  return char === ' ' || char === '\t'
}

/** `value` without the optional whitespace (SP, HTAB) around it (RFC 9110 5.6.3). */
export function trimOws(value: string): string {
  // A regular expression for the end would read a run of spaces once for each of its spaces.
  let start = 0
  let end = value.length
  while (start < end && isOws(value.charAt(start))) start++
  while (end > start && isOws(value.charAt(end - 1))) end--
  return value.slice(start, end)
}

/** `text` with A-Z in lower case and every other byte as it is (RFC 6455 2.1: ASCII case-insensitive). */
export function asciiLower(text: string): string {
  // Lower case of what is not ASCII would be more than ASCII.
  return /[^\0-\x7f]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text.toLowerCase()
}

/** True when `a` and `b` match ASCII case-insensitively (RFC 6455 2.1). */
export function sameName(a: string, b: string): boolean {
  return a === b || (a.length === b.length && asciiLower(a) === asciiLower(b))
}

/** True when `text` is a token (RFC 9110 5.6.2). */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text)
}

/** The values of all field lines called `name`, in order (RFC 9110 5.2). */
export function fieldValues(fields: readonly FieldLine[], name: string): string[] {
  return fields.filter((line) => sameName(line.name, name)).map((line) => line.value)
}

/**
 * The members of a comma-separated list over all its lines, empty ones dropped (RFC 9110 5.2, 5.6.1.2).
 * A comma inside a quoted-string does not separate; an unterminated quoted-string reaches to the end.
 */
export function listMembers(values: readonly string[]): string[] {
  const members: string[] = []
  let member = ''
  let quoted = false
  const text = values.join(',')
  if (!text.includes('"'))
    return text
      .split(',')
      .map(trimOws)
      .filter((each) => each !== '')
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (quoted && char === '\\') {
      member += char + text.charAt(++i)
    } else if (char === ',' && !quoted) {
      members.push(trimOws(member))
      member = ''
    } else {
      if (char === '"') quoted = !quoted
      member += char
    }
  }
  members.push(trimOws(member))
  return members.filter((each) => each !== '')
}
