import { printable } from '../judge/shown-text'

/** Field lines whose values are credentials (RFC 9110 11.6, 11.7; RFC 6265). */
const SECRET_LINE = /^((?:authorization|proxy-authorization|cookie|set-cookie)[ \t]*:[ \t]*)([^\r\n]*)/gim
/** Any field line. */
const ANY_LINE = /^([!#$%&'*+\-.^`|~\w]+[ \t]*:[ \t]*)([^\r\n]*)/gm

/** Query parameters that carry credentials in practice. The lengths are bounded so that matching takes linear time. */
const SECRET_PARAMETER =
  /([?&;](?:[\w.-]{0,40}(?:token|secret|passw(?:or)?d|passwd|api[-_]?key|signature|credential)[\w.-]{0,40}|key|auth|authorization|sig|pwd|jwt|session|sid)=)([^&;#\s]*)/gi

/** A secret of at least this length is masked everywhere. A shorter one is masked only where it is the whole value of a field line. */
const UNMISTAKABLE = 6

/** The replacement of a secret in text. */
const MASK = '***'

function stars(text: string): string {
  return '*'.repeat(text.length)
}

/**
 * Replaces the userinfo and the values of credential-looking query parameters of every URL in `text` by `***`.
 * Masking a masked text changes nothing.
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

/** Replaces the values of --header and the credentials in URLs in the words of a command line by `***`. */
export function maskCommand(words: readonly string[]): string[] {
  return words.map((word, index) => {
    if (words[index - 1] === '--header') return maskField(word)
    if (word.startsWith('--header=')) return `--header=${maskField(word.slice('--header='.length))}`
    return maskUrl(word)
  })
}

/** The secrets of a target: the values of `fields`, and the userinfo and credential-looking query parameters of `url`. */
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

/** Decodes percent-encoding; gives `text` unchanged where it is not valid percent-encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Replaces every secret in `text` by what `cover` gives for it. Overlapping or adjacent secrets count as one. */
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
 * Replaces every byte of a secret by `*`. Secrets are `secrets`, the values of Authorization, Proxy-Authorization, Cookie
 * and Set-Cookie lines, and credential-looking query parameters of the first line. Gives `bytes` itself where it has none.
 * Mask before cutting: a secret that is cut in two is not found.
 */
export function maskBytes(bytes: Buffer, secrets: readonly string[]): Buffer {
  const short = new Set(secrets.filter((secret) => secret.length < UNMISTAKABLE))
  const long = secrets.filter((secret) => secret.length >= UNMISTAKABLE)
  const plain = bytes.toString('latin1')
  let text = covered(plain, long, stars)
  text = text.replace(/^[^\r\n]*/, (line) =>
    line.replace(SECRET_PARAMETER, (_all, name: string, value: string) => name + stars(value)),
  )
  text = text.replace(SECRET_LINE, (_all, name: string, value: string) => name + stars(value))
  if (short.size > 0)
    text = text.replace(ANY_LINE, (line, name: string, value: string) =>
      short.has(value.trimEnd()) ? name + stars(value) : line,
    )
  return text === plain ? bytes : Buffer.from(text, 'latin1')
}

/** Replaces the beginning of a secret before a `…` by `***`: words about an answer may cut a secret. */
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
 * Replaces every long secret in `text` by `***`: whole, with its control characters made printable, and where the text was
 * cut inside it.
 */
export function maskText(text: string, secrets: readonly string[]): string {
  const long = secrets.filter((secret) => secret.length >= UNMISTAKABLE)
  const spellings = [...new Set([...long, ...long.map(printable)])]
  return spellings.reduce(
    maskCut,
    covered(text, spellings, () => MASK),
  )
}
