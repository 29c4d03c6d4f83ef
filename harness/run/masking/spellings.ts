import { isTelling, plainSpellings } from './secrets'

/** A secret of at least this length is masked everywhere. A shorter one is masked only where it is the whole value of a field line. */
const UNMISTAKABLE = 6

/** Text that gives a secret away, in lower case. */
export interface Spelling {
  text: string
  /** How many characters before and after it hold some bits of the secret, too. */
  lead: number
  trail: number
}

/** `text` with A to Z in lower case. The number of characters stays. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** True for a secret that is masked wherever it is found. */
export function isUnmistakable(secret: string): boolean {
  return secret.length >= UNMISTAKABLE && isTelling(secret)
}

/** What base64 makes of bytes that begin `shift` bytes after the start of a group of three (RFC 4648 4). */
function base64Core(bytes: Buffer, shift: number): Spelling {
  const bits = 8 * (shift + bytes.length)
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
  const text = whole.slice(Math.ceil((8 * shift) / 6), Math.floor(bits / 6))
  return { text, lead: shift > 0 ? 1 : 0, trail: bits % 6 > 0 ? 1 : 0 }
}

/** Base64 at its three alignments, in both alphabets (RFC 4648 4, 5). Padding is never part of it. */
function base64Spellings(bytes: Buffer): Spelling[] {
  const cores = [0, 1, 2].map((shift) => base64Core(bytes, shift))
  return cores.flatMap((core) => [core, { ...core, text: core.text.replace(/\+/g, '-').replace(/\//g, '_') }])
}

function hexSpellings(bytes: Buffer): string[] {
  const hex = bytes.toString('hex')
  return ['', ' ', ':'].map((separator) => hex.replace(/..(?=.)/g, (pair) => pair + separator))
}

/**
 * Every spelling of `secrets` that is looked for: as they are, in base64 and in hex. Percent-encoding and other escapes
 * are no spellings: they are decoded in the text (see `viewsOf`).
 */
export function spellingsOf(secrets: readonly string[]): Spelling[] {
  const plain = secrets.filter(isUnmistakable).flatMap(plainSpellings)
  const bytes = [...new Set(plain)]
    .filter((text) => /^[\x00-\xff]*$/.test(text))
    .map((text) => Buffer.from(text, 'latin1'))
  const texts = [...plain, ...plain.map((text) => text.replaceAll(' ', '+')), ...bytes.flatMap(hexSpellings)]
  const all = [...texts.map((text): Spelling => ({ text, lead: 0, trail: 0 })), ...bytes.flatMap(base64Spellings)]
  const byText = new Map(
    all.filter(({ text }) => text.length >= UNMISTAKABLE).map((each) => [asciiLower(each.text), each]),
  )
  return [...byText].map(([text, { lead, trail }]) => ({ text, lead, trail }))
}
