/** The replacement of a secret in text. */
export const MASK = '***'

/** Names of what carries credentials in practice, as parts of the name of a flag, a variable, a parameter or a field. */
const SECRET_NAME =
  '(?:token|secret|passw(?:or)?d|passphrase|passcode|passwd|(?<![a-z])(?:pass|creds?)(?![a-z])|(?<![a-z])pwd|(?:api|access|private|signing|shared|account|subscription|encryption)[-_]?key|(?<![a-z])auth(?:orization|entication)?(?![a-z])|credentials?|cookie|session|(?<![a-z])sid(?![a-z])|signature|jwt|bearer|ticket)'

/** Ends of names that say where a secret is or what it is like, and not what it is: `--password-file`. */
const HARMLESS_END =
  /[-_.]?(?:file|path|dir|folder|name|type|kind|method|scheme|url|uri|header|env|var|length|size|ttl|timeout|mode|enabled|required)$/i

/** Beginnings of flags that take no value: `--no-auth`. */
const SWITCH_START = /^-{1,2}(?:no|without|disable|enable|allow|require|skip)-/i

/** Query parameters that carry credentials in practice. The lengths are bounded so that matching takes linear time. */
export const SECRET_PARAMETER =
  /([?&;](?:[\w.-]{0,40}(?:token|secret|passw(?:or)?d|passwd|passphrase|passcode|(?:api|app|access|auth|private|shared|account|client|subscription)[-_]?key|session[-_]?id|signature|credential|ticket)[\w.-]{0,40}|key|auth|authorization|bearer|sig|pwd|pass|jwt|session|sid|otp)=)([^&;#\s]*)/gi

/** The userinfo of a URL. */
const USERINFO = /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi

/** A userinfo with a slash, a question mark or a number sign that should be percent-encoded. A port, or `$PORT`, is none. */
const BROKEN_USERINFO = /([a-z][a-z0-9+.-]*:\/\/)(?!\[)[^\s/?#@:]*:(?!(?:\d*|\$\{?\w+\}?)(?:[/?#\s'"]|$))[^\s'"]*@/gi

/** What may be the userinfo of a URL that is not one: `ws:/user:secret@host`, `user:secret@host`. */
const STRAY_USERINFO =
  /(?<![^\s'"(=])(?![a-z][a-z0-9+.-]*:\/\/(?!\/))(?:((?:wss?|https?)(?::\/{0,3}|\/{1,3}))|(?=[^\s'"@]*:[^\s'"@]*@))[^\s'"]*@/gi

/** Credentials without the name of their field, by a frequent scheme (RFC 9110 11.4). */
const STRAY_CREDENTIALS = /((?<![\w-])(?:Basic|Bearer|Digest)[ \t]+)(?=[\w.~+/-]*[\d+/=.])[\w.~+/-]{6,}=*/gi

/**
 * Replaces the userinfo and the values of credential-looking query parameters of every URL in `text` by `***`.
 * Masking a masked text changes nothing.
 */
export function maskUrl(text: string): string {
  return text
    .replace(BROKEN_USERINFO, `$1${MASK}@`)
    .replace(USERINFO, `$1${MASK}@`)
    .replace(SECRET_PARAMETER, (_all, name: string) => name + MASK)
}

/** `Name: value` as `Name: ***`; a word without a colon is masked whole. */
function maskField(word: string): string {
  const colon = word.indexOf(':')
  return colon < 0 ? MASK : `${word.slice(0, colon)}: ${MASK}`
}

/** The value of a field as a command line gives it; the whole word where it has no colon. */
function fieldValue(word: string): string {
  return word.slice(word.indexOf(':') + 1).trim()
}

/** Masked words, and the secrets that were found in them. */
interface Scan {
  words: string[]
  secrets: string[]
}

/** A word that is a flag for a secret, whose value is the next word: `--password`. */
const SECRET_FLAG = new RegExp(`^-{1,2}[\\w.-]*${SECRET_NAME}[\\w.-]*$`, 'i')

/** A secret name, perhaps of a flag, in a word that may be a whole script. */
const NAME = `(?<![\\w.-])(?:--?)?[\\w.-]{0,40}${SECRET_NAME}[\\w.-]{0,40}`

/** Names with their separators and values: `Authorization: X`, `--password=X` and `token=X`, `sh -c 'serve --password X'`. */
const NAMED_VALUES = [
  new RegExp(`(${NAME}["']?)(\\s*:\\s*)("[^"]*"|'[^']*'|[^'"\\r\\n]*)`, 'gi'),
  new RegExp(`(${NAME}["']?)(\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s"';&|]+)`, 'gi'),
  new RegExp(`((?=-)${NAME})([ \\t]+)("[^"]*"|'[^']*'|(?!-)[^\\s"';&|]+)`, 'gi'),
]

function isHarmless(name: string): boolean {
  return HARMLESS_END.test(name.replace(/["']$/, '')) || SWITCH_START.test(name)
}

/** A word of a program's command line, with the secrets in it masked. They are added to `secrets`. */
function scanWord(word: string, secrets: string[]): string {
  const hide = (value: string) => {
    const bare = value.replace(/^(["'])(.*)\1$/s, '$2').trim()
    secrets.push(bare)
    return bare === '' ? value : value.replace(bare, () => MASK)
  }
  const shown = NAMED_VALUES.reduce(
    (text, pattern) =>
      text.replace(pattern, (all, name: string, separator: string, value: string) =>
        isHarmless(name) ? all : name + separator + hide(value),
      ),
    word,
  )
  secrets.push(...urlSecrets(shown))
  return maskUrl(shown)
}

/** The words of a program that is started: what names call a secret is masked, the names stay. */
function scanProgram(words: readonly string[]): Scan {
  const secrets: string[] = []
  const masked = words.map((word, index) => {
    const before = words[index - 1] ?? ''
    if (before === '-H' || before === '--header') {
      secrets.push(fieldValue(word))
      return maskField(word)
    }
    if (!SECRET_FLAG.test(before) || isHarmless(before) || word.startsWith('--')) return scanWord(word, secrets)
    secrets.push(word)
    return MASK
  })
  return { words: masked, secrets }
}

/** The words of wsspec's own command line. */
function scanOwn(words: readonly string[]): Scan {
  const secrets: string[] = []
  const masked = words.map((word, index) => {
    const isField = words[index - 1] === '--header'
    // The name of a variable is no secret.
    if (words[index - 1] === '--header-env' || word.startsWith('--header-env=')) return word
    if (!isField && !word.startsWith('--header=')) return scanWord(word, secrets)
    const field = isField ? word : word.slice('--header='.length)
    secrets.push(fieldValue(field))
    return (isField ? '' : '--header=') + maskField(field)
  })
  return { words: masked, secrets }
}

function scan(words: readonly string[]): Scan {
  const at = words.indexOf('--')
  if (at < 0) return scanOwn(words)
  const [own, program] = [scanOwn(words.slice(0, at)), scanProgram(words.slice(at + 1))]
  return { words: [...own.words, '--', ...program.words], secrets: [...own.secrets, ...program.secrets] }
}

/** The userinfo, and the values of credential-looking query parameters, of the URLs in a text. */
function urlSecrets(text: string): string[] {
  const userinfo = [...text.matchAll(/[a-z][a-z0-9+.-]*:\/\/([^\s/?#]*)@/gi)].map((match) => match[1] ?? '')
  const pairs = userinfo.flatMap((pair) => {
    const colon = pair.indexOf(':')
    return colon < 0 ? [pair] : [pair, pair.slice(0, colon), pair.slice(colon + 1)]
  })
  const parameters = [...text.matchAll(SECRET_PARAMETER)].map((match) => match[2] ?? '')
  return [...pairs, ...parameters].filter((secret) => secret !== '' && secret !== MASK)
}

/**
 * Masks the words of a command line: the values of --header, the credentials in URLs, and after `--` the value of
 * everything whose name says that it is a secret (`--password X`, `token=X`, `'Authorization: Bearer X'`).
 */
export function maskCommand(words: readonly string[]): string[] {
  return scan(words).words
}

/** The words of a program, masked as those after `--` are. */
export function maskProgram(words: readonly string[]): string[] {
  return scanProgram(words).words
}

/** The secrets that maskCommand finds in the words of a command line, each once. */
export function secretsInCommand(words: readonly string[]): string[] {
  return [...new Set(scan(words).secrets)].filter((secret) => secret !== '' && secret !== MASK)
}

/** Replaces everything in a message that may be the userinfo of a mistyped URL, a secret parameter or credentials by `***`. */
export function maskStray(text: string): string {
  return maskUrl(text)
    .replace(STRAY_USERINFO, (_all, scheme = '') => `${scheme}${MASK}@`)
    .replace(STRAY_CREDENTIALS, (_all, scheme: string) => scheme + MASK)
}

/**
 * A message about a command line, without what may be a secret of its words: the value of a field, userinfo, what is
 * assigned to a secret name, and the same in URLs that are mistyped.
 */
export function maskMessage(message: string, words: readonly string[]): string {
  const masked = maskCommand(words)
  const changed = words.flatMap((word, at) => (word === masked[at] ? [] : [[word, masked[at] ?? MASK] as const]))
  // A message may name what is before the @ alone: as a server, with a version after it.
  const stray = words.filter((word) => maskStray(word) !== word && word.includes('@'))
  changed.push(...stray.map((word) => [word.slice(0, word.lastIndexOf('@')), MASK] as const))
  const byLength = changed.toSorted(([one], [other]) => other.length - one.length)
  return maskStray(byLength.reduce((text, [word, shown]) => text.replaceAll(word, () => shown), message))
}
