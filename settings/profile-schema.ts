const TEXT = { type: 'string', minLength: 1 }
const TEXTS = { type: 'array', items: TEXT }
const PATH = { type: 'string', pattern: '^/' }
const SWITCH = { type: 'boolean' }

/** The JSON schema of a profile file (--profile), published as docs/profile.schema.json. */
export const PROFILE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Target profile of wsspec',
  description: 'What a target is declared to do or to need that probing cannot find out.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'where this schema stands, for editors' },
    baseFields: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'field lines that the target wants in every handshake, by name; as --header does',
    },
    subprotocols: { ...TEXTS, description: 'the subprotocols that the target speaks; as --subprotocol does' },
    requiresSubprotocol: { ...TEXT, description: 'the subprotocol without which the target refuses' },
    allowedOrigin: {
      ...TEXT,
      description: 'an Origin that the target accepts; it is sent unless --origin says another',
    },
    deniedOrigin: { ...TEXT, description: 'an Origin that the target refuses: declares that it has a policy' },
    missingPath: { ...PATH, description: 'a path with nothing behind it' },
    redirectPath: { ...PATH, description: 'a path that redirects' },
    authPath: { ...PATH, description: 'a path that wants the credentials' },
    credentials: { ...TEXT, description: 'the Authorization value that authPath accepts' },
    authCookie: { ...TEXT, description: 'the Cookie value that authPath accepts' },
    strictHost: { ...SWITCH, description: 'the target serves only its own authority' },
    vhosts: { ...TEXTS, description: 'the names of its virtual hosts' },
    queryIgnored: { ...SWITCH, description: 'the endpoint ignores queries' },
    forwardProxy: { ...SWITCH, description: 'the target forwards CONNECT' },
    topology: { enum: ['direct', 'proxied'], description: 'whether an intermediary stands before the target' },
    dualStack: { ...SWITCH, description: 'the target listens on IPv4 and on IPv6' },
    allowDestructive: { ...SWITCH, description: 'cases that can hurt may run; as --destructive does' },
    slow: { ...SWITCH, description: 'cases that wait for minutes run too; as --slow does' },
  },
}
