import type { FieldLine } from './http-message'
import type { Capabilities } from './results'

/** What is known of a target, apart from its profile, when it is decided whether a case can run. */
export interface KnownTarget {
  capabilities: Capabilities
  /** The URL as given; `--connect` does not change it. */
  url: URL
  /** The field lines that every handshake carries beside those of the correct handshake. */
  addedFields: readonly FieldLine[]
}

/** A need that wsspec itself can check: a capability, found by probing, or a property of the URL or the handshake. */
interface CheckedNeed {
  kind: 'capability' | 'property'
  /** What is needed, as the object of a sentence: `a target that echoes messages`. */
  what: string
  /** Why a target without it does not have it. */
  unmet: string
  /** The option that helps. */
  hint?: string
  isMet: (target: KnownTarget) => boolean
}

/** A need that only the target's profile can meet, by declaring a field. */
interface ProfileField<Value> {
  kind: 'profile'
  value: Schema<Value>
  /** What the field declares. */
  what: string
  /** A value for the pages that show a request. */
  example: Value
  /** The value is masked in every report. */
  secret?: true
}

/** A JSON schema, with the type of the values that are valid against it. */
interface Schema<Value> {
  json: Readonly<Record<string, unknown>>
  /** Never set: it ties the schema to its type. */
  type?: Value
}

const TEXT: Schema<string> = { json: { type: 'string', minLength: 1 } }
const TEXTS: Schema<readonly string[]> = { json: { type: 'array', items: TEXT.json } }
/** An absolute path, with a query where it has one. */
const PATH: Schema<string> = { json: { type: 'string', pattern: '^/' } }
const FLAG: Schema<boolean> = { json: { type: 'boolean' } }

function oneOf<Value extends string>(...values: readonly Value[]): Schema<Value> {
  return { json: { enum: values } }
}

function checked(need: CheckedNeed): CheckedNeed {
  return need
}

function declared<Value>(field: Omit<ProfileField<Value>, 'kind'>): ProfileField<Value> {
  return { kind: 'profile', ...field }
}

/**
 * Everything that a case may need and some targets do not have, a row each. The type `Need`, the profile with its
 * schema and page, the reason of a skipped case, and the sentence on a case's page follow from these rows.
 */
export const NEEDS = {
  subprotocols: checked({
    kind: 'capability',
    what: 'a subprotocol that the target speaks',
    unmet: 'probing found none',
    hint: '--subprotocol NAME',
    isMet: ({ capabilities }) => capabilities.subprotocols.length > 0,
  }),
  twoSubprotocols: checked({
    kind: 'capability',
    what: 'two subprotocols that the target speaks',
    unmet: 'probing found fewer',
    hint: '--subprotocol NAME, twice',
    isMet: ({ capabilities }) => capabilities.subprotocols.length > 1,
  }),
  echo: checked({
    kind: 'capability',
    what: 'a target that echoes messages',
    unmet: 'probing got no echo',
    isMet: ({ capabilities }) => capabilities.echo,
  }),
  permessageDeflate: checked({
    kind: 'capability',
    what: 'a target that accepts permessage-deflate',
    unmet: 'it declined the plain offer of the probe',
    isMet: ({ capabilities }) => capabilities.permessageDeflate,
  }),
  addedFields: checked({
    kind: 'property',
    what: 'a field that the target wants in its handshake',
    unmet: 'without one this is case 0.01',
    hint: '--header, --origin, --subprotocol',
    isMet: ({ addedFields }) => addedFields.length > 0,
  }),
  hostname: checked({
    kind: 'property',
    what: 'a URL whose host is a name',
    unmet: 'the host of this one is an address',
    isMet: ({ url }) => /^[^[]*[a-z]/i.test(url.hostname),
  }),
  defaultPort: checked({
    kind: 'property',
    what: "a URL with its scheme's default port",
    unmet: 'this one has another port',
    hint: '--connect says where the target really listens',
    isMet: ({ url }) => url.port === '',
  }),
  allowedOrigin: declared({
    value: TEXT,
    what: 'an Origin that the target accepts; it is sent unless --origin names another',
    example: 'http://allowed.example',
  }),
  deniedOrigin: declared({
    value: TEXT,
    what: 'an Origin that the target refuses; this declares that it has an origin policy',
    example: 'http://evil.example',
  }),
  missingPath: declared({ value: PATH, what: 'a path that does not exist', example: '/missing' }),
  redirectPath: declared({ value: PATH, what: 'a path that redirects', example: '/old' }),
  authPath: declared({ value: PATH, what: 'a path that requires the credentials', example: '/private' }),
  credentials: declared({
    value: TEXT,
    what: 'the Authorization value that authPath accepts',
    example: 'Basic dXNlcjpwYXNz',
    secret: true,
  }),
  authCookie: declared({
    value: TEXT,
    what: 'the Cookie value that authPath accepts',
    example: 'session=5e5a3e',
    secret: true,
  }),
  strictHost: declared({ value: FLAG, what: 'the target serves only its own authority', example: true }),
  vhosts: declared({
    value: TEXTS,
    what: 'the names of its virtual hosts',
    example: ['second.example.com', 'server.example.com'],
  }),
  queryIgnored: declared({ value: FLAG, what: 'the endpoint ignores queries', example: true }),
  forwardProxy: declared({ value: FLAG, what: 'the target forwards CONNECT', example: false }),
  topology: declared({
    value: oneOf('direct', 'proxied'),
    what: 'whether there is an intermediary in front of the target',
    example: 'direct',
  }),
  dualStack: declared({ value: FLAG, what: 'the target listens on IPv4 and on IPv6', example: true }),
} as const satisfies Record<string, CheckedNeed | ProfileField<unknown>>

/** What a case needs and some targets do not have. */
export type Need = keyof typeof NEEDS

/**
 * What a case needs, as the object of a sentence about the case: `a target that echoes messages`,
 * `redirectPath in the profile`.
 */
export function neededWords(name: Need): string {
  const need: CheckedNeed | ProfileField<unknown> = NEEDS[name]
  if (need.kind === 'profile') return `${name} in the profile`
  return need.what + (need.hint === undefined ? '' : ` (${need.hint})`)
}

/** Why a case is skipped on a target that does not meet a need, with the option that helps. */
export function unmetWords(name: Need): string {
  const need: CheckedNeed | ProfileField<unknown> = NEEDS[name]
  if (need.kind === 'profile') return `needs ${name} in the profile: ${need.what} (--profile FILE)`
  return `needs ${need.what}: ${need.unmet}${need.hint === undefined ? '' : ` (${need.hint})`}`
}

/** Why a case that waits for minutes is skipped without --slow. */
export const SLOW_SKIP = 'waits for minutes: runs only with --slow'
