import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FieldLine } from '../harness/case/http-message'
import type { Profile } from '../harness/case/profile'
import type { Target } from '../harness/run/target'
import { sameName } from '../harness/wire/http1/fields'
import { systemWords } from '../reports/text/system-errors'
import { readFieldLine, readOrigin, readSubprotocol } from './handshake-fields'
import { readJson, validate } from './json-file'
import type { ProcessContext } from './process-context'
import { PROFILE_SCHEMA } from './profile-schema'
import { type Settings, saidIn } from './settings'
import { readHostPort } from './target-url'
import { UsageError } from './usage-error'

/** What a target needs beside its URL. */
export type TargetNeeds = Pick<Target, 'fields' | 'origin' | 'subprotocols' | 'connect' | 'tls' | 'profile'>

/** What a profile file says (--profile): what cases read, and what else the target needs. */
interface ProfileFile extends Profile {
  baseFields?: Record<string, string>
  subprotocols?: string[]
  requiresSubprotocol?: string
  allowDestructive?: boolean
  slow?: boolean
}

function fromHeader(text: string, said: string): FieldLine {
  const colon = text.indexOf(':')
  if (colon < 0) throw new UsageError(`${said} ${text}: there is no colon in it; write 'Name: value'`)
  const name = text.slice(0, colon)
  return readFieldLine(name, text.slice(colon + 1), `${said} ${name}`)
}

function fromVariable(text: string, env: ProcessContext['env'], said: string): FieldLine {
  const equals = text.indexOf('=')
  if (equals < 1) throw new UsageError(`${said} ${text}: there is no = in it; write 'Authorization=VAR'`)
  const [name, variable] = [text.slice(0, equals), text.slice(equals + 1)]
  const value = env[variable]
  if (value === undefined)
    throw new UsageError(`${said} ${text}: the environment has no ${variable}; set it, or name another variable`)
  return readFieldLine(name, value, `${said} ${text}`)
}

function certificates(file: string, cwd: string, said: string): string {
  let text: string
  try {
    text = readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new UsageError(`${said} ${file} cannot be read: ${systemWords(error)}`)
  }
  if (text.includes('-----BEGIN ')) return text
  throw new UsageError(`${said} ${file}: there is no PEM certificate in it; convert it with openssl x509 -outform PEM`)
}

/** How errors name the profile that the settings name. */
function profileName(settings: Settings): string {
  return `${saidIn(settings, 'profile')} ${settings.profile}`
}

/** Reads the profile; `slow` and `allowDestructive` go into the settings where they say so. */
function readProfile(settings: Settings, cwd: string): ProfileFile {
  if (settings.profile === undefined) return {}
  const what = profileName(settings)
  const profile = readJson(resolve(cwd, settings.profile), what)
  validate(profile, PROFILE_SCHEMA, what, Object.keys(PROFILE_SCHEMA.properties))
  const { $schema: _, ...fields } = profile as ProfileFile & { $schema?: string }
  return fields
}

/** The subprotocols that the settings name or, where they name none, the profile. */
function subprotocolsOf(settings: Settings, profile: ProfileFile): string[] {
  const flags = settings.subprotocol.map((name) => readSubprotocol(name, saidIn(settings, 'subprotocol')))
  if (flags.length > 0) return [...new Set(flags)]
  const field = (key: 'requiresSubprotocol' | 'subprotocols') =>
    [profile[key] ?? []].flat().map((name) => readSubprotocol(name, `${profileName(settings)}: ${key}`))
  return [...new Set([...field('requiresSubprotocol'), ...field('subprotocols')])]
}

/** The Origin that the settings name or, where they name none, the profile; undefined where nothing does. */
function originOf(settings: Settings, { allowedOrigin, deniedOrigin }: ProfileFile): string | undefined {
  const declared = (key: string, value?: string) =>
    value === undefined ? undefined : readOrigin(value, `${profileName(settings)}: ${key}`)
  declared('deniedOrigin', deniedOrigin)
  const allowed = declared('allowedOrigin', allowedOrigin)
  return settings.origin === undefined ? allowed : readOrigin(settings.origin, saidIn(settings, 'origin'))
}

/** What the settings say a target needs, with what the profile says of how to run; flags go before the profile. */
export function readTargetNeeds(
  settings: Settings,
  context: ProcessContext,
): TargetNeeds & { slow: boolean; destructive: boolean } {
  const profile = readProfile(settings, context.cwd)
  const { baseFields, subprotocols: _, requiresSubprotocol: __, allowDestructive, slow, ...cases } = profile
  const declared = Object.entries(baseFields ?? {}).map(([name, value]) =>
    readFieldLine(name, value, `${profileName(settings)}: baseFields.${name}`),
  )
  const given = [
    ...settings.header.map((text) => fromHeader(text, saidIn(settings, 'header'))),
    ...settings.headerEnv.map((text) => fromVariable(text, context.env, saidIn(settings, 'headerEnv'))),
  ]
  const own = declared.filter(({ name }) => !given.some((field) => sameName(field.name, name)))
  const asked = originOf(settings, profile)
  const { insecure, ca, connect } = settings
  return {
    fields: [...given, ...own],
    subprotocols: subprotocolsOf(settings, profile),
    ...(asked === undefined ? {} : { origin: asked }),
    ...(connect === undefined ? {} : { connect: readHostPort(connect, saidIn(settings, 'connect')) }),
    tls: ca === undefined ? { insecure } : { insecure, ca: certificates(ca, context.cwd, saidIn(settings, 'ca')) },
    profile: cases,
    slow: settings.slow || slow === true,
    destructive: settings.destructive || allowDestructive === true,
  }
}
