import { resolve } from 'node:path'
import type { FieldLine } from '../harness/case/http-message'
import type { Profile } from '../harness/case/profile'
import type { Target } from '../harness/run/target'
import { isToken, sameName } from '../harness/wire/http1/fields'
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

/** A profile that matches its schema, and its name in error messages. */
interface Checked {
  profile: ProfileFile
  name: string
}

function fromHeader(text: string, source: string): FieldLine {
  const colon = text.indexOf(':')
  // What has no colon may be a secret.
  if (colon < 0) throw new UsageError(`${source} ***: there is no colon in it; write 'Name: value'`)
  const name = text.slice(0, colon)
  // Where the colon is missing, the first one may be in the middle of a secret.
  const shown = isToken(name) ? name : `${name.split(/\s/, 1)[0]} ***`
  return readFieldLine(name, text.slice(colon + 1), `${source} ${shown}`)
}

/** True for what looks like the name of an environment variable, and hardly like a secret. */
function isVariable(text: string): boolean {
  return /^(?:[A-Z_][A-Z0-9_]*|[a-z_]{1,20})$/.test(text)
}

function fromVariable(text: string, env: ProcessContext['env'], source: string): FieldLine {
  const equals = text.indexOf('=')
  const [name, variable] = [text.slice(0, equals), text.slice(equals + 1)]
  // Who gives the value in place of the variable must not find it in the log.
  if (equals < 1)
    throw new UsageError(`${source} ${isVariable(text) ? text : '***'}: there is no = in it; write 'Authorization=VAR'`)
  if (!isVariable(variable))
    throw new UsageError(`${source} ${name}=***: this is not the name of a variable; write 'Authorization=VAR'`)
  const value = env[variable]
  if (value === undefined)
    throw new UsageError(`${source} ${text}: the environment has no ${variable}; set it, or name another variable`)
  return readFieldLine(name, value, `${source} ${text}`)
}

/** The fields of --header and --header-env, then those of the profile that these do not replace. */
function fieldsOf(settings: Settings, { profile, name: from }: Checked, env: ProcessContext['env']): FieldLine[] {
  const { baseFields = {} } = profile
  const given = [
    ...settings.header.map((text) => fromHeader(text, sourceOf(settings, 'header'))),
    ...settings.headerEnv.map((text) => fromVariable(text, env, sourceOf(settings, 'headerEnv'))),
  ]
  const declared = Object.entries(baseFields).map(([name, value]) =>
    readFieldLine(name, value, `${from}: baseFields.${name}`),
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

/** A profile, and its name in error messages. */
export interface NamedProfile {
  profile: unknown
  name: string
}

/** The profile of --profile; an empty one without the flag. */
function profileOf(settings: Settings, cwd: string): NamedProfile {
  if (settings.profile === undefined) return { profile: {}, name: '' }
  const name = `${sourceOf(settings, 'profile')} ${settings.profile}`
  return { profile: readJson(resolve(cwd, settings.profile), name), name }
}

function checkedProfile({ profile, name }: NamedProfile): ProfileFile {
  validate(profile, PROFILE_SCHEMA, name, Object.keys(PROFILE_SCHEMA.properties))
  const { $schema: _, ...fields } = profile as ProfileFile & { $schema?: string }
  return fields
}

/** The subprotocols of --subprotocol; those of the profile without the flag. */
function subprotocolsOf(settings: Settings, { profile, name: from }: Checked): string[] {
  const flags = settings.subprotocol.map((name) => readSubprotocol(name, sourceOf(settings, 'subprotocol')))
  if (flags.length > 0) return [...new Set(flags)]
  const field = (key: 'requiresSubprotocol' | 'subprotocols') =>
    [profile[key] ?? []].flat().map((name) => readSubprotocol(name, `${from}: ${key}`))
  return [...new Set([...field('requiresSubprotocol'), ...field('subprotocols')])]
}

/** The Origin of --origin; the allowed Origin of the profile without the flag. Also checks the profile's denied Origin. */
function originOf(settings: Settings, { profile, name: from }: Checked): string | undefined {
  const { allowedOrigin, deniedOrigin } = profile
  const declared = (key: string, value?: string) =>
    value === undefined ? undefined : readOrigin(value, `${from}: ${key}`)
  declared('deniedOrigin', deniedOrigin)
  const allowed = declared('allowedOrigin', allowedOrigin)
  return settings.origin === undefined ? allowed : readOrigin(settings.origin, sourceOf(settings, 'origin'))
}

/**
 * What the settings and the profile give every target. Flags go before the profile.
 * @param own the profile of one target, instead of that of --profile
 * @returns the needs, and which cases may run: the profile can permit slow and destructive cases, as the flags do
 * @throws {UsageError} for a value or a file that cannot be read.
 */
export function readTargetNeeds(
  settings: Settings,
  { cwd, env }: Pick<ProcessContext, 'cwd' | 'env'>,
  own?: NamedProfile,
): { needs: TargetNeeds; permitted: Pick<Settings, 'slow' | 'destructive'> } {
  const named = own ?? profileOf(settings, cwd)
  const profile = checkedProfile(named)
  const checked: Checked = { profile, name: named.name }
  const { baseFields: _, subprotocols: __, requiresSubprotocol: ___, allowDestructive, slow, ...declared } = profile
  const { insecure, ca, connect } = settings
  const origin = originOf(settings, checked)
  const needs: TargetNeeds = {
    fields: fieldsOf(settings, checked, env),
    subprotocols: subprotocolsOf(settings, checked),
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
