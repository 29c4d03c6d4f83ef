import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readFieldLine, readOrigin, readSubprotocol } from '../api/greeting'
import { readHostPort } from '../api/target-url'
import type { Profile } from '../harness/case'
import { sameName } from '../harness/http/fields'
import type { FieldLine } from '../harness/observation'
import type { Target } from '../harness/run/target'
import { readJson, validate } from './config'
import { systemWords, UsageError } from './exit'
import type { Settings } from './flags'
import type { World } from './world'

/** What a target needs beside its URL. */
export type Greeting = Pick<Target, 'fields' | 'origin' | 'subprotocols' | 'connect' | 'tls' | 'profile'>

/** What a profile file says (--profile): what cases read, and what else the target needs. */
interface ProfileFile extends Profile {
  baseFields?: Record<string, string>
  subprotocols?: string[]
  requiresSubprotocol?: string
  allowDestructive?: boolean
  slow?: boolean
}

const TEXT = { type: 'string', minLength: 1 }
const TEXTS = { type: 'array', items: TEXT }
const PATH = { type: 'string', pattern: '^/' }
const SWITCH = { type: 'boolean' }

/** The JSON schema of a profile file. */
export const PROFILE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    baseFields: { type: 'object', additionalProperties: { type: 'string' } },
    subprotocols: TEXTS,
    requiresSubprotocol: TEXT,
    allowedOrigin: TEXT,
    deniedOrigin: TEXT,
    missingPath: PATH,
    redirectPath: PATH,
    authPath: PATH,
    credentials: TEXT,
    authCookie: TEXT,
    strictHost: SWITCH,
    vhosts: TEXTS,
    queryIgnored: SWITCH,
    forwardProxy: SWITCH,
    topology: { enum: ['direct', 'proxied'] },
    dualStack: SWITCH,
    allowDestructive: SWITCH,
    slow: SWITCH,
  },
}

function fromHeader(text: string): FieldLine {
  const colon = text.indexOf(':')
  if (colon < 0) throw new UsageError(`--header ${text}: there is no colon in it; write 'Name: value'`)
  const name = text.slice(0, colon)
  return readFieldLine(name, text.slice(colon + 1), `--header ${name}`)
}

function fromVariable(text: string, env: World['env']): FieldLine {
  const equals = text.indexOf('=')
  if (equals < 1) throw new UsageError(`--header-env ${text}: there is no = in it; write 'Authorization=VAR'`)
  const [name, variable] = [text.slice(0, equals), text.slice(equals + 1)]
  const value = env[variable]
  if (value === undefined)
    throw new UsageError(`--header-env ${text}: the environment has no ${variable}; set it, or name another variable`)
  return readFieldLine(name, value, `--header-env ${text}`)
}

function certificates(file: string, cwd: string): string {
  let text: string
  try {
    text = readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new UsageError(`--ca ${file} cannot be read: ${systemWords(error)}`)
  }
  if (text.includes('-----BEGIN ')) return text
  throw new UsageError(`--ca ${file}: there is no PEM certificate in it; convert it with openssl x509 -outform PEM`)
}

/** Reads the profile; `slow` and `allowDestructive` go into the settings where they say so. */
function readProfile(settings: Settings, cwd: string): ProfileFile {
  if (settings.profile === undefined) return {}
  const what = `--profile ${settings.profile}`
  const profile = readJson(resolve(cwd, settings.profile), what)
  validate(profile, PROFILE_SCHEMA, what, Object.keys(PROFILE_SCHEMA.properties))
  return profile as ProfileFile
}

/** What the settings say a target needs, with what the profile says of how to run; flags go before the profile. */
export function readGreeting(settings: Settings, world: World): Greeting & { slow: boolean; destructive: boolean } {
  const profile = readProfile(settings, world.cwd)
  const { baseFields, subprotocols: listed, requiresSubprotocol, allowDestructive, slow, ...cases } = profile
  const declared = Object.entries(baseFields ?? {}).map(([name, value]) =>
    readFieldLine(name, value, `--profile ${settings.profile}: baseFields.${name}`),
  )
  const given = [...settings.header.map(fromHeader), ...settings.headerEnv.map((text) => fromVariable(text, world.env))]
  const own = declared.filter(({ name }) => !given.some((field) => sameName(field.name, name)))
  const spoken = [requiresSubprotocol ?? [], listed ?? []].flat()
  const subprotocols = (settings.subprotocol.length > 0 ? settings.subprotocol : spoken).map((name) =>
    readSubprotocol(name),
  )
  const asked = settings.origin ?? profile.allowedOrigin
  const { insecure, ca, connect } = settings
  return {
    fields: [...given, ...own],
    subprotocols: [...new Set(subprotocols)],
    ...(asked === undefined ? {} : { origin: readOrigin(asked) }),
    ...(connect === undefined ? {} : { connect: readHostPort(connect) }),
    tls: ca === undefined ? { insecure } : { insecure, ca: certificates(ca, world.cwd) },
    profile: cases,
    slow: settings.slow || slow === true,
    destructive: settings.destructive || allowDestructive === true,
  }
}
