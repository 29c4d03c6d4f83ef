import { resolve } from 'node:path'
import type { FieldLine } from '../harness/case/http-message'
import type { Profile } from '../harness/case/profile'
import type { Target } from '../harness/run/target'
import { sameName } from '../harness/wire/http1/fields'
import { readFieldLine, readOrigin, readSubprotocol } from './handshake-fields'
import { readJson, readText, validate } from './json-file'
import type { ProcessContext } from './process-context'
import { PROFILE_SCHEMA } from './profile-schema'
import { type Settings, sourceOf } from './settings'
import { readHostPort } from './target-url'
import { UsageError } from './usage-error'

/** What a target needs in addition to its URL: what every handshake sends, where to connect, TLS, and its profile. */
export type TargetNeeds = Pick<Target, 'fields' | 'origin' | 'subprotocols' | 'connect' | 'tls' | 'profile'>

/** The fields of a profile file (--profile): those that cases read, and those that replace a flag. */
interface ProfileFile extends Profile {
  baseFields?: Record<string, string>
  subprotocols?: string[]
  requiresSubprotocol?: string
  allowDestructive?: boolean
  slow?: boolean
}

function fromHeader(text: string, source: string): FieldLine {
  const colon = text.indexOf(':')
  if (colon < 0) throw new UsageError(`${source} ${text}: there is no colon in it; write 'Name: value'`)
  const name = text.slice(0, colon)
  return readFieldLine(name, text.slice(colon + 1), `${source} ${name}`)
}

function fromVariable(text: string, env: ProcessContext['env'], source: string): FieldLine {
  const equals = text.indexOf('=')
  if (equals < 1) throw new UsageError(`${source} ${text}: there is no = in it; write 'Authorization=VAR'`)
  const [name, variable] = [text.slice(0, equals), text.slice(equals + 1)]
  const value = env[variable]
  if (value === undefined)
    throw new UsageError(`${source} ${text}: the environment has no ${variable}; set it, or name another variable`)
  return readFieldLine(name, value, `${source} ${text}`)
}

/** The fields of --header and --header-env, then those of the profile that these do not replace. */
function fieldsOf(settings: Settings, { baseFields = {} }: ProfileFile, env: ProcessContext['env']): FieldLine[] {
  const given = [
    ...settings.header.map((text) => fromHeader(text, sourceOf(settings, 'header'))),
    ...settings.headerEnv.map((text) => fromVariable(text, env, sourceOf(settings, 'headerEnv'))),
  ]
  const declared = Object.entries(baseFields).map(([name, value]) =>
    readFieldLine(name, value, `${profileName(settings)}: baseFields.${name}`),
  )
  return [...given, ...declared.filter(({ name }) => !given.some((field) => sameName(field.name, name)))]
}

function readCertificates(file: string, cwd: string, source: string): string {
  const text = readText(resolve(cwd, file), `${source} ${file}`)
  if (text.includes('-----BEGIN ')) return text
  throw new UsageError(
    `${source} ${file}: there is no PEM certificate in it; convert it with openssl x509 -outform PEM`,
  )
}

/** The name of the profile in error messages. */
function profileName(settings: Settings): string {
  return `${sourceOf(settings, 'profile')} ${settings.profile}`
}

function readProfile(settings: Settings, cwd: string): ProfileFile {
  if (settings.profile === undefined) return {}
  const name = profileName(settings)
  const profile = readJson(resolve(cwd, settings.profile), name)
  validate(profile, PROFILE_SCHEMA, name, Object.keys(PROFILE_SCHEMA.properties))
  const { $schema: _, ...fields } = profile as ProfileFile & { $schema?: string }
  return fields
}

/** The subprotocols of --subprotocol; those of the profile without the flag. */
function subprotocolsOf(settings: Settings, profile: ProfileFile): string[] {
  const flags = settings.subprotocol.map((name) => readSubprotocol(name, sourceOf(settings, 'subprotocol')))
  if (flags.length > 0) return [...new Set(flags)]
  const field = (key: 'requiresSubprotocol' | 'subprotocols') =>
    [profile[key] ?? []].flat().map((name) => readSubprotocol(name, `${profileName(settings)}: ${key}`))
  return [...new Set([...field('requiresSubprotocol'), ...field('subprotocols')])]
}

/** The Origin of --origin; the allowed Origin of the profile without the flag. Also checks the profile's denied Origin. */
function originOf(settings: Settings, { allowedOrigin, deniedOrigin }: ProfileFile): string | undefined {
  const declared = (key: string, value?: string) =>
    value === undefined ? undefined : readOrigin(value, `${profileName(settings)}: ${key}`)
  declared('deniedOrigin', deniedOrigin)
  const allowed = declared('allowedOrigin', allowedOrigin)
  return settings.origin === undefined ? allowed : readOrigin(settings.origin, sourceOf(settings, 'origin'))
}

/**
 * What the settings and the profile give every target. Flags go before the profile.
 * @returns the needs, and which cases may run: the profile can permit slow and destructive cases, as the flags do
 * @throws {UsageError} for a value or a file that cannot be read.
 */
export function readTargetNeeds(
  settings: Settings,
  { cwd, env }: Pick<ProcessContext, 'cwd' | 'env'>,
): { needs: TargetNeeds; permitted: Pick<Settings, 'slow' | 'destructive'> } {
  const profile = readProfile(settings, cwd)
  const { baseFields: _, subprotocols: __, requiresSubprotocol: ___, allowDestructive, slow, ...declared } = profile
  const { insecure, ca, connect } = settings
  const origin = originOf(settings, profile)
  const needs: TargetNeeds = {
    fields: fieldsOf(settings, profile, env),
    subprotocols: subprotocolsOf(settings, profile),
    ...(origin === undefined ? {} : { origin }),
    ...(connect === undefined ? {} : { connect: readHostPort(connect, sourceOf(settings, 'connect')) }),
    tls: ca === undefined ? { insecure } : { insecure, ca: readCertificates(ca, cwd, sourceOf(settings, 'ca')) },
    profile: declared,
  }
  const permitted = {
    slow: settings.slow || slow === true,
    destructive: settings.destructive || allowDestructive === true,
  }
  return { needs, permitted }
}
