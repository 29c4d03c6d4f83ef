import { printable } from '../judge/shown-text'

/** Field lines whose values are credentials (RFC 9110 11.6, 11.7; RFC 6265), and any field line. */
const SECRET_LINE = /^((?:authorization|proxy-authorization|cookie|set-cookie)[ \t]*:[ \t]*)([^\r\n]*)/gim
const ANY_LINE = /^([!#$%&'*+\-.^`|~\w]+[ \t]*:[ \t]*)([^\r\n]*)/gm

/** Names of query parameters that carry credentials in practice; bounded, so that no text takes more than linear time. */
const SECRET_PARAMETER =
  /([?&;](?:[\w.-]{0,40}(?:token|secret|passw(?:or)?d|passwd|api[-_]?key|signature|credential)[\w.-]{0,40}|key|auth|authorization|sig|pwd|jwt|session|sid)=)([^&;#\s]*)/gi

/** From this length on a secret is masked wherever it stands; a shorter one only where it is the whole value of a field line. */
const UNMISTAKABLE = 6

/** What stands for a secret in text. */
const MASK = '***'

function stars(text: string): string {
  return '*'.repeat(text.length)
}

/**
 * `text` with the userinfo and the values of credential-looking query parameters of every URL in it as `***`.
 * Masking twice changes nothing more.
 */
export function maskUrl(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi, `$1${MASK}@`)
    .replace(SECRET_PARAMETER, (_all, name: string) => name + MASK)
}

/** `Name: value` as `Name: ***`; a word without a colon is masked whole. */
function maskField(word: string): string {
  const colon = word.indexOf(':')
  return colon < 0 ? MASK : `${word.slice(0, colon)}: ${MASK}`
}

/** The words of a command line with the values of --header and the credentials in URLs as `***`. */
export function maskCommand(words: readonly string[]): string[] {
  return words.map((word, index) => {
    if (words[index - 1] === '--header') return maskField(word)
    if (word.startsWith('--header=')) return `--header=${maskField(word.slice('--header='.length))}`
    return maskUrl(word)
  })
}

/** The values that must not be stored: those of `fields`, the userinfo of `url` and its credential-looking query parameters. */
export function secretsOf(target: { url: URL; fields: readonly { value: string }[] }): string[] {
  const { username, password, search } = target.url
  const parameters = [...search.matchAll(SECRET_PARAMETER)].map((match) => match[2] ?? '')
  const userinfo = [username, password].flatMap((text) => [text, decoded(text)])
  const basic = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')
  const credentials = target.fields.flatMap(({ value }) => [value, value.replace(/^(?:basic|bearer)[ ]+/i, '')])
  return [...new Set([...credentials, ...userinfo, ...(username === '' ? [] : [basic]), ...parameters])].filter(
    (secret) => secret !== '',
  )
}

/** `text` without its percent-encoding; as it stands where that is none. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `text` with what `cover` makes of every run of it that secrets take up, those that overlap or touch as one. */
function covered(text: string, secrets: readonly string[], cover: (run: string) => string): string {
  const places = secrets.flatMap((secret) => {
    const found: { from: number; to: number }[] = []
    for (let from = text.indexOf(secret); from >= 0; from = text.indexOf(secret, from + 1))
      found.push({ from, to: from + secret.length })
    return found
  })
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

/**
 * `octets`, or a copy as long as they are, in which `*` stands for every octet of a secret: the values of Authorization,
 * Proxy-Authorization, Cookie and Set-Cookie lines, credential-looking query parameters of the first line, and `secrets`.
 * Mask before cutting: a secret that is cut in two is not found.
 */
export function maskOctets(octets: Buffer, secrets: readonly string[]): Buffer {
  const short = new Set(secrets.filter((secret) => secret.length < UNMISTAKABLE))
  const long = secrets.filter((secret) => secret.length >= UNMISTAKABLE)
  const plain = octets.toString('latin1')
  let text = covered(plain, long, stars)
  text = text.replace(/^[^\r\n]*/, (line) =>
    line.replace(SECRET_PARAMETER, (_all, name: string, value: string) => name + stars(value)),
  )
  text = text.replace(SECRET_LINE, (_all, name: string, value: string) => name + stars(value))
  if (short.size > 0)
    text = text.replace(ANY_LINE, (line, name: string, value: string) =>
      short.has(value.trimEnd()) ? name + stars(value) : line,
    )
  return text === plain ? octets : Buffer.from(text, 'latin1')
}

/** `text` with the beginning of a secret that was cut off, as words about an answer cut it (`…`), as `***`. */
function maskCut(text: string, secret: string): string {
  return text
    .split('…')
    .map((piece, at, pieces) => {
      if (at === pieces.length - 1) return piece
      for (let length = Math.min(secret.length, piece.length); length > 0; length--)
        if (piece.endsWith(secret.slice(0, length))) return piece.slice(0, -length) + MASK
      return piece
    })
    .join('…')
}

/**
 * `text` with every secret in it that is long enough to be unmistakable as `***`: whole, with its control octets made
 * printable, and where the text was cut inside it.
 */
export function maskText(text: string, secrets: readonly string[]): string {
  const long = secrets.filter((secret) => secret.length >= UNMISTAKABLE)
  const told = [...new Set([...long, ...long.map(printable)])]
  return told.reduce(
    maskCut,
    covered(text, told, () => MASK),
  )
}
