import { resolve } from 'node:path'
import type { TargetLine } from '../../harness/case/results'
import { maskMessage } from '../../harness/run/masking/words'
import { parseJson, readText, validate } from '../json-file'
import { lineDigest } from '../made-with'
import type { ProcessContext } from '../process-context'
import { PROFILE_SCHEMA } from '../profile-schema'
import { type Settings, sourceOf } from '../settings'
import { readTargetNeeds, type TargetNeeds } from '../target-needs'
import { UsageError } from '../usage-error'
import type { NamedTarget } from './named-target'
import { readTargets } from './read-targets'
import { renamed } from './renamed'

/** The JSON schema of a line of JSON in a file of --targets, published as docs/targets.schema.json. */
export const TARGET_LINE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A line of a file for wsspec run --targets',
  type: 'object',
  additionalProperties: false,
  required: ['target'],
  properties: {
    target: { type: 'string', minLength: 1, description: 'a ws:// or wss:// URL, or the name of a known server' },
    name: { type: 'string', minLength: 1, description: 'how the target is called in every report' },
    profile: {
      ...PROFILE_SCHEMA,
      $schema: undefined,
      description: 'what the target needs and supports (docs/profile.md)',
    },
  },
} as const

/** A line of a file of --targets. */
interface ReadLine {
  target: string
  name?: string
  profile?: unknown
}

function readLine(text: string, where: string): ReadLine {
  if (!text.startsWith('{')) return { target: text }
  const value = parseJson(text, where)
  validate(value, TARGET_LINE_SCHEMA, where, Object.keys(TARGET_LINE_SCHEMA.properties))
  return value as ReadLine
}

/**
 * The targets of the file of --targets. Empty lines and lines that begin with # are left out.
 * @param needs what every target needs that has no profile of its own
 * @throws {UsageError} for a line that names no target; the error names the line. Also for two targets with the same name:
 * nothing would tell their results apart.
 */
export async function readTargetsFile(
  settings: Settings,
  needs: TargetNeeds,
  context: ProcessContext,
): Promise<NamedTarget[]> {
  const { targets: file = '' } = settings
  const source = `${sourceOf(settings, 'targets')} ${file}`
  const seen = new Map<string, number>()
  const targets: NamedTarget[] = []
  const lines = readText(resolve(context.cwd, file), source)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
  for (const [at, raw] of lines.entries()) {
    const text = raw.trim()
    if (text === '' || text.startsWith('#')) continue
    const where = `${source}, line ${at + 1}`
    const line = readLine(text, where)
    const named = await readTarget(line, { settings, needs, context, where })
    const before = seen.get(named.name)
    if (before !== undefined)
      throw new UsageError(`${where}: line ${before} has the same target; leave one out, or give it a name`)
    seen.set(named.name, at + 1)
    targets.push(named)
  }
  if (targets.length === 0) throw new UsageError(`${source}: it names no target`)
  return targets
}

/** What the targets of a file share. */
interface FileOfTargets {
  settings: Settings
  needs: TargetNeeds
  context: ProcessContext
  where: string
}

/**
 * What the profile of a line gives its target.
 * @throws {UsageError} for a profile that permits cases: all targets of a file run the same ones.
 */
function ownNeeds(profile: unknown, { settings, context, where }: FileOfTargets): TargetNeeds {
  const { needs, permitted } = readTargetNeeds(settings, context, { profile, name: where })
  const key = permitted.slow && !settings.slow ? 'slow' : 'allowDestructive'
  if (permitted.slow !== settings.slow || permitted.destructive !== settings.destructive)
    throw new UsageError(
      `profile.${key} cannot hold for one target: all of them run the same cases; give --${key === 'slow' ? 'slow' : 'destructive'}`,
    )
  return needs
}

async function readTarget({ target, name, profile }: ReadLine, of: FileOfTargets): Promise<NamedTarget> {
  const { needs, context, where } = of
  try {
    const own = profile === undefined ? undefined : ownNeeds(profile, of)
    const [named] = await readTargets({ words: [target], command: null }, own ?? needs, context)
    if (!named) throw new UsageError('it names no target')
    const { name: word, url } = named
    const line: TargetLine = { name: name ?? word, digest: lineDigest(word, own) }
    // A URL without a name of its own and without a profile is found by its name again.
    const isAllInName = own === undefined && line.name === word && url !== ''
    return { ...(name === undefined ? named : renamed(named, name)), ...(isAllInName ? {} : { line }) }
  } catch (error) {
    if (!(error instanceof UsageError) || error.message.startsWith(where)) throw error
    throw new UsageError(`${where}: ${maskMessage(error.message, [target])}`)
  }
}
