import { isToken } from './fields'

/** A parameter of an extension; `value` is unescaped, null where there is none. */
export interface ExtensionParam {
  name: string
  value: string | null
}

/** One element of Sec-WebSocket-Extensions: an offer, or what was agreed. */
export interface Extension {
  name: string
  params: ExtensionParam[]
}

/** The elements of a field, and the first fault in it. Of a malformed field, the elements that can be read. */
export interface ExtensionList {
  elements: Extension[]
  fault: string | null
}

/** The characters of a token from here on (RFC 9110 5.6.2). */
const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y

/** Reads a field value once, from left to right. LWS may be between any two parts (RFC 2616 2.1, implied *LWS). */
class Scanner {
  fault: string | null = null
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  private skipLws(): void {
    while (this.at < this.text.length && ' \t'.includes(this.text.charAt(this.at))) this.at++
  }

  get atEnd(): boolean {
    this.skipLws()
    return this.at >= this.text.length
  }

  /** The next character after any LWS; empty at the end. */
  get next(): string {
    this.skipLws()
    return this.text.charAt(this.at)
  }

  take(char: string): boolean {
    if (this.next !== char) return false
    this.at++
    return true
  }

  /** Keeps the first fault. */
  blame(fault: string): void {
    this.fault ??= fault
  }

  token(): string | null {
    this.skipLws()
    TOKEN.lastIndex = this.at
    const token = TOKEN.exec(this.text)?.[0] ?? null
    this.at += token?.length ?? 0
    return token
  }

  /** The text of a quoted-string, unescaped; its first quote is next. */
  quoted(): string {
    let text = ''
    for (this.at++; this.at < this.text.length; this.at++) {
      const char = this.text.charAt(this.at)
      if (char === '"') {
        this.at++
        return text
      }
      text += char === '\\' ? this.text.charAt(++this.at) : char
    }
    this.blame('a quoted-string that does not end')
    return text
  }

  /** Goes to the next comma outside a quoted-string, or to the end. */
  skipElement(): void {
    while (!this.atEnd && this.next !== ',') {
      if (this.next === '"') this.quoted()
      else this.at++
    }
  }
}

function readValue(scanner: Scanner): string | null {
  if (scanner.next !== '"') {
    const value = scanner.token()
    if (value === null) scanner.blame('a parameter with "=" and no value')
    return value
  }
  const value = scanner.quoted()
  if (!isToken(value)) scanner.blame('a quoted value that is not a token')
  return value
}

function readElement(scanner: Scanner): Extension | null {
  const name = scanner.token()
  if (name === null) {
    scanner.blame('an element without a name')
    return null
  }
  const params: ExtensionParam[] = []
  while (scanner.take(';')) {
    const param = scanner.token()
    if (param === null) {
      scanner.blame('a parameter without a name')
      break
    }
    params.push({ name: param, value: scanner.take('=') ? readValue(scanner) : null })
  }
  return { name, params }
}

/**
 * Reads Sec-WebSocket-Extensions over all its lines (RFC 6455 9.1): 1#extension with the null elements and the implied *LWS
 * of RFC 2616 2.1. Without a line it is an empty list without fault. Total; each byte is read once.
 */
export function readExtensions(values: readonly string[]): ExtensionList {
  const scanner = new Scanner(values.join(','))
  const elements: Extension[] = []
  while (!scanner.atEnd) {
    if (scanner.take(',')) continue
    const element = readElement(scanner)
    if (element) elements.push(element)
    if (!scanner.atEnd && scanner.next !== ',') {
      scanner.blame('bytes that neither "," nor ";" separates')
      scanner.skipElement()
    }
  }
  if (values.length > 0 && elements.length === 0) scanner.blame('a list without an element')
  return { elements, fault: scanner.fault }
}
