/** One field line as it arrived: `value` without the OWS around it, `raw` with it (everything after the colon). RFC 9112 5. */
export interface FieldLine {
  readonly name: string
  readonly value: string
  readonly raw: string
}

/** An extension offer of Sec-WebSocket-Extensions; a parameter without a value is `undefined`. RFC 6455 9.1. */
export interface ExtensionOffer {
  readonly name: string
  readonly parameters: readonly (readonly [name: string, value: string | undefined])[]
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Whether the text is a token. RFC 9110 5.6.2. */
export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

/** The text without the SP and HTAB around it. RFC 9110 5.5, 5.6.3. Takes linear time; the obvious regular expression does not. */
export function trimOws(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isOws(text.charCodeAt(start))) start++
  while (end > start && isOws(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

function isOws(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/** Lower-cases ASCII letters and nothing else: U+212A and U+017F stay as they are. RFC 6455 2.1. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Whether two field names are the same. RFC 9110 5.1. */
export function sameName(a: string, b: string): boolean {
  return a.length === b.length && asciiLower(a) === asciiLower(b)
}

/** The field value that several field lines of one name mean together. RFC 9110 5.2, 5.3. */
export function combined(lines: readonly FieldLine[]): string {
  return lines.map((line) => line.value).join(', ')
}

/** The non-empty members of a comma-separated list without quoted strings. RFC 9110 5.6.1.2. */
export function members(value: string): string[] {
  return value
    .split(',')
    .map(trimOws)
    .filter((member) => member !== '')
}

/**
 * Reads 1#extension. Null elements and LWS between the parts are allowed, because RFC 6455 9.1 uses the #rule and
 * the implied *LWS of RFC 2616 2.1. A quoted value must be a token once unescaped.
 * Returns `undefined` for anything else, including an empty list.
 */
export function readExtensions(value: string): ExtensionOffer[] | undefined {
  const scanner = new Scanner(value)
  const offers: ExtensionOffer[] = []
  do {
    if (scanner.sees(',') || scanner.atEnd()) continue
    const offer = readOffer(scanner)
    if (offer === undefined) return undefined
    offers.push(offer)
  } while (scanner.takes(','))
  return scanner.atEnd() && offers.length > 0 ? offers : undefined
}

function readOffer(scanner: Scanner): ExtensionOffer | undefined {
  const name = scanner.token()
  if (name === undefined) return undefined
  const parameters: [string, string | undefined][] = []
  while (scanner.takes(';')) {
    const parameter = scanner.token()
    if (parameter === undefined) return undefined
    if (!scanner.takes('=')) {
      parameters.push([parameter, undefined])
      continue
    }
    const value = scanner.sees('"') ? scanner.quotedToken() : scanner.token()
    if (value === undefined) return undefined
    parameters.push([parameter, value])
  }
  return { name, parameters }
}

/** Reads a value once, from left to right, so that the time is linear in its length. */
class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  atEnd(): boolean {
    this.#skipOws()
    return this.#at >= this.#text.length
  }

  sees(character: string): boolean {
    this.#skipOws()
    return this.#text[this.#at] === character
  }

  takes(character: string): boolean {
    const there = this.sees(character)
    if (there) this.#at++
    return there
  }

  token(): string | undefined {
    this.#skipOws()
    const from = this.#at
    while (this.#at < this.#text.length && isToken(this.#text.charAt(this.#at))) this.#at++
    return this.#at > from ? this.#text.slice(from, this.#at) : undefined
  }

  quotedToken(): string | undefined {
    this.#at++
    let unescaped = ''
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text.charAt(this.#at)
      if (character === '"') {
        this.#at++
        return isToken(unescaped) ? unescaped : undefined
      }
      if (character === '\\') this.#at++
      unescaped += this.#text.charAt(this.#at)
    }
    return undefined
  }

  #skipOws(): void {
    while (this.#at < this.#text.length && isOws(this.#text.charCodeAt(this.#at))) this.#at++
  }
}
