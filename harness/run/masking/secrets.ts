import { SECRET_PARAMETER } from './words'

/** Words of the protocol, and values that say nothing. As a parameter or a cookie they are no secrets. */
const COMMON_WORDS = new Set(
  'websocket upgrade keep-alive chunked http/1.1 permessage-deflate switching protocols localhost close true false null'.split(
    ' ',
  ),
)

/** False for the value of a parameter or a cookie that anybody may send by chance. */
export function isTelling(text: string): boolean {
  return text.length > 2 && !COMMON_WORDS.has(text.toLowerCase())
}

/** Parameters of credentials and attributes of cookies that are public (RFC 7616 3.4; RFC 6265 4.1). */
const PUBLIC_PARAMETERS = new Set(
  'uri qop algorithm nc charset userhash path domain expires max-age samesite version $version $path $domain'.split(
    ' ',
  ),
)

/** `name=value` and `name="value"` in the value of a field (RFC 9110 11.2). */
const PARAMETER = /(?<![^\s,;&?])([^\s=,;&"?]+)[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"|([^\s,;&"]*))/g

/** Decodes percent-encoding; gives `text` unchanged where it is not valid percent-encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Text as field values hold it: the bytes of its UTF-8, a character each. */
function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** `user:password` with both of its halves. */
function pairParts(pair: string): string[] {
  const colon = pair.indexOf(':')
  return colon < 0 ? [pair] : [pair, pair.slice(0, colon), pair.slice(colon + 1)]
}

/** The values of the parameters in the value of a field, and those of its cookies, which may hold anything but `;`. */
function parametersOf(value: string): string[] {
  const parameters = [...value.matchAll(PARAMETER)].map(([, name = '', quoted, bare]) => ({
    name,
    values: quoted === undefined ? [bare ?? ''] : [quoted, quoted.replace(/\\(.)/g, '$1')],
  }))
  const cookies = value.split(';').map((pair) => {
    const equals = pair.indexOf('=')
    const text = equals < 0 ? '' : pair.slice(equals + 1).trim()
    return { name: pair.slice(0, Math.max(0, equals)).trim(), values: [text, text.replace(/^"(.*)"$/, '$1')] }
  })
  // A name with a space is no name of a cookie: it is the scheme and the first parameter of credentials.
  const all = [...parameters, ...cookies.filter(({ name }) => !name.includes(' '))]
  const secret = all.filter(({ name }) => !PUBLIC_PARAMETERS.has(name.toLowerCase()))
  return secret.flatMap(({ values }) => values).filter(isTelling)
}

/** The secrets in the value of a field: the whole, what follows its scheme, its parameters, and what Basic encodes. */
function fieldSecrets(value: string): string[] {
  const [, scheme = '', credentials = ''] = /^([!#$%&'*+.^`|~\w-]+)[ \t]+(.+)$/s.exec(value) ?? []
  const basic = scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString('latin1') : ''
  const isScheme = /^(?:basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256|hawk|key)$/i.test(scheme)
  return [value, isScheme ? credentials : '', ...pairParts(basic), ...parametersOf(value)]
}

/** `secrets` with all their parts: cookies, parameters, credentials after a scheme, and what Basic encodes. */
export function withParts(secrets: readonly string[]): string[] {
  const found = secrets.flatMap(fieldSecrets)
  return [...new Set([...found, ...found.map(decoded)])].filter((secret) => secret !== '' && secret !== ':')
}

/**
 * The secrets of a target: the values of `fields` with each of their cookies, parameters and decoded credentials, the
 * userinfo and credential-looking query parameters of `url`, and `more`.
 */
export function secretsOf(target: {
  url: URL
  fields: readonly { value: string }[]
  more?: readonly string[] | undefined
}): string[] {
  const { username, password, search } = target.url
  const parameters = [...search.matchAll(SECRET_PARAMETER)].map((match) => match[2] ?? '')
  const pair = `${decoded(username)}:${decoded(password)}`
  const userinfo = username === '' && password === '' ? [] : [username, password, pair, ...pairParts(pair)]
  const basic = userinfo.length === 0 ? [] : [Buffer.from(pair).toString('base64')]
  const fields = target.fields.map(({ value }) => value)
  return withParts([...fields, ...(target.more ?? []), ...userinfo, ...basic, ...parameters])
}

/** The spellings of a secret: as it is, and as the bytes of its UTF-8. */
export function plainSpellings(secret: string): string[] {
  const isBytes = /^[\x00-\xff]*$/.test(secret)
  const text = isBytes ? Buffer.from(secret, 'latin1').toString('utf8') : secret
  return [...new Set([secret, asBytes(secret), ...(text.includes('\ufffd') ? [] : [text])])]
}
