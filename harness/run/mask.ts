import { isUnmistakable, type Spelling, spellingsOf } from './masking/spellings'
import { type Stretch, type View, viewsOfBytes, viewsOfText } from './masking/views'
import { MASK, SECRET_PARAMETER } from './masking/words'
import type { Mask } from './stored-exchange'

/** Field lines whose values are credentials (RFC 9110 11.6, 11.7; RFC 6265). */
const SECRET_LINE = /^((?:authorization|proxy-authorization|cookie|set-cookie)[ \t]*:[ \t]*)([^\r\n]*)/gim
/** Any field line. */
const ANY_LINE = /^([!#$%&'*+\-.^`|~\w]+[ \t]*:[ \t]*)([^\r\n]*)/gm

/** How much of a secret before a `…` is masked, characters: fewer give nothing away. */
const FEWEST_CUT = 3

/** What to look for: the spellings of the secrets, and the secrets that are masked only as whole values. */
interface Secrets {
  spellings: readonly Spelling[]
  values: ReadonlySet<string>
}

function stars(text: string): string {
  return '*'.repeat(text.length)
}

/** The characters of a view from `from` up to `to`, in the original. */
function originals({ starts, under }: View, from: number, to: number): Stretch[] {
  if (!starts) return [{ from, to }]
  if (under) return originals(under, starts[from] ?? 0, starts[to] ?? 0)
  return starts.slice(from, to).map((start) => ({ from: start, to: start + 1 }))
}

/** Every place of a spelling in a view, in the original. */
function placesOf({ text: spelling, lead, trail }: Spelling, view: View): Stretch[] {
  const { text } = view
  const places: Stretch[] = []
  const isDigit = (at: number) => /[a-z0-9+/_-]/.test(text.charAt(at))
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
    const end = at + spelling.length
    const from = lead > 0 && isDigit(at - 1) ? at - 1 : at
    places.push(...originals(view, from, trail > 0 && isDigit(end) ? end + 1 : end))
  }
  return places
}

/** The places where a text was cut inside a spelling: its beginning is before a `…`. */
function cutsOf({ text: spelling }: Spelling, view: View): Stretch[] {
  const { text } = view
  const places: Stretch[] = []
  for (let end = text.indexOf('…'); end >= 0; end = text.indexOf('…', end + 1))
    for (let length = Math.min(spelling.length - 1, end); length >= FEWEST_CUT; length--)
      if (text.startsWith(spelling.slice(0, length), end - length)) {
        places.push(...originals(view, end - length, end))
        break
      }
  return places
}

/** Replaces the stretches of `text` by what `cover` gives for each. Overlapping or adjacent stretches count as one. */
function covered(text: string, places: readonly Stretch[], cover: (run: string) => string): string {
  if (places.length === 0) return text
  let out = ''
  let done = 0
  let run = { from: 0, to: 0 }
  for (const place of [...places.toSorted((a, b) => a.from - b.from), { from: text.length + 1, to: 0 }]) {
    if (place.from <= run.to) run.to = Math.max(run.to, place.to)
    else {
      if (run.to > run.from) out += text.slice(done, run.from) + cover(text.slice(run.from, run.to))
      done = run.to
      run = { ...place }
    }
  }
  return out + text.slice(done)
}

/** Masks every byte of the secrets in `bytes`, however they are spelled and framed. */
function maskSpelled(bytes: Buffer, text: string, spellings: readonly Spelling[]): string {
  if (spellings.length === 0) return text
  const { views, messages } = viewsOfBytes(bytes, text)
  const places = views.flatMap((view) => spellings.flatMap((spelling) => placesOf(spelling, view)))
  const tell = messages.filter((message) => spellings.some((spelling) => message.text.includes(spelling.text)))
  return covered(text, [...places, ...tell.flatMap(({ stretches }) => stretches)], stars)
}

function maskedBytes(bytes: Buffer, { spellings, values }: Secrets): Buffer {
  const plain = bytes.toString('latin1')
  let text = maskSpelled(bytes, plain, spellings)
  text = text.replace(/^[^\r\n]*/, (line) =>
    line.replace(SECRET_PARAMETER, (_all, name: string, value: string) => name + stars(value)),
  )
  text = text.replace(SECRET_LINE, (_all, name: string, value: string) => name + stars(value))
  if (values.size > 0)
    text = text.replace(ANY_LINE, (line, name: string, value: string) =>
      values.has(value.trimEnd()) ? name + stars(value) : line,
    )
  return text === plain ? bytes : Buffer.from(text, 'latin1')
}

function maskedText(text: string, { spellings }: Secrets): string {
  if (spellings.length === 0 || text === '') return text
  const places = viewsOfText(text).flatMap((view) =>
    spellings.flatMap((spelling) => [...placesOf(spelling, view), ...cutsOf(spelling, view)]),
  )
  return covered(text, places, () => MASK)
}

/**
 * The mask that hides `secrets`: as they are, in any case, in base64, percent-encoding, hex and the escapes of JSON and HTML,
 * in frames of any size, in chunks and in compressed messages. Also the values of Authorization, Proxy-Authorization, Cookie
 * and Set-Cookie lines, and credential-looking query parameters of the first line.
 *
 * `bytes` replaces every byte of a secret by `*`, and gives its argument itself where it has none. Mask before cutting: a
 * secret that is cut in two is not found. `text` replaces every secret by `***`, also one that is cut before a `…`.
 */
export function maskOf(secrets: readonly string[]): Mask {
  const values = new Set(secrets.filter((secret) => !isUnmistakable(secret)))
  const found: Secrets = { spellings: spellingsOf(secrets), values }
  return { bytes: (bytes) => maskedBytes(bytes, found), text: (text) => maskedText(text, found) }
}
