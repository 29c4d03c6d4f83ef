import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize, relative } from 'node:path'
import { preProcessFile } from 'typescript'

/** A room: the folder, or the single file, and the rooms that its files may import beside their own. */
interface Room {
  path: string
  imports: readonly string[]
  /** Rooms of which its files may import types: nothing of them is loaded at run time. */
  types?: readonly string[]
  /** The room opens no socket, file or process. */
  pure?: true
}

const JUDGING = ['harness/case', 'harness/wire', 'harness/judge']
const HARNESS = [
  ...JUDGING,
  'harness/transport',
  'harness/play/steps',
  'harness/play',
  'harness/serve/steps',
  'harness/serve',
  'harness/drive',
  'harness/run',
]
const CASES = [
  'suites/catalogues',
  'suites/requirements',
  'suites/causes',
  'suites/fixes',
  'suites/public-threads',
  'suites/server',
  'suites/client',
]

/**
 * Which room may import which. The first row that holds a file decides, so that a file or folder with a rule of its own
 * comes before the room around it. Data goes one way: suites → harness → results → reports → settings → cli.
 */
export const ROOMS: readonly Room[] = [
  { path: 'harness/case', imports: [], pure: true },
  { path: 'harness/wire', imports: ['harness/case'], pure: true },
  { path: 'harness/judge', imports: ['harness/case', 'harness/wire'], pure: true },
  { path: 'harness/transport', imports: ['harness/case', 'harness/wire'] },
  {
    path: 'harness/play/steps',
    imports: ['harness/case', 'harness/wire'],
    types: ['harness/play', 'harness/transport'],
    pure: true,
  },
  { path: 'harness/play', imports: ['harness/case', 'harness/wire', 'harness/transport', 'harness/play/steps'] },
  {
    path: 'harness/serve/steps',
    imports: ['harness/case', 'harness/wire'],
    types: ['harness/serve'],
    pure: true,
  },
  { path: 'harness/serve', imports: ['harness/case', 'harness/wire', 'harness/transport', 'harness/serve/steps'] },
  { path: 'harness/drive', imports: ['harness/case', 'sweep'] },
  { path: 'harness/run', imports: HARNESS },
  { path: 'suites/requirements', imports: ['harness/case'], pure: true },
  { path: 'suites/causes', imports: ['harness/case'], pure: true },
  {
    path: 'suites/catalogues',
    imports: ['harness/case', 'suites/causes', 'suites/server', 'suites/client'],
    pure: true,
  },
  { path: 'suites/fixes', imports: [], pure: true },
  { path: 'suites/public-threads', imports: [], pure: true },
  { path: 'suites/server.spec', imports: ['mocha'] },
  { path: 'suites/server', imports: [...JUDGING, 'suites/requirements', 'suites/causes'], pure: true },
  { path: 'suites/client', imports: [...JUDGING, 'suites/requirements'], pure: true },
  { path: 'published', imports: ['harness/case'], pure: true },
  { path: 'servers-under-test', imports: ['suites/requirements'] },
  { path: 'clients-under-test', imports: ['suites/requirements'] },
  { path: 'sweep', imports: [] },
  { path: 'fleet', imports: ['sweep'] },
  { path: 'reports/write-files', imports: ['reports'] },
  { path: 'reports/mochawesome/mochawesome-page', imports: ['reports', 'harness/case'] },
  {
    path: 'reports/explain',
    imports: [...JUDGING, 'harness/play/steps', 'harness/serve/steps', 'published', 'reports', ...CASES],
    pure: true,
  },
  {
    path: 'reports',
    imports: ['harness/case', 'harness/wire', 'published', 'reports/mochawesome/mochawesome-page'],
    pure: true,
  },
  { path: 'settings', imports: [...HARNESS, ...CASES, 'published', 'reports', 'fleet'] },
  { path: 'collect', imports: ['harness/case', 'harness/run', ...CASES, 'reports', 'settings'] },
  { path: 'mocha', imports: [...HARNESS, 'suites/causes', 'published', 'reports', 'settings', 'fleet'] },
  { path: 'index', imports: [...HARNESS, ...CASES, 'published', 'reports', 'settings', 'collect'] },
  {
    path: 'cli',
    imports: [
      ...HARNESS,
      ...CASES,
      'published',
      'reports',
      'reports/write-files',
      'reports/explain',
      'settings',
      'collect',
      'fleet',
      'servers-under-test',
    ],
  },
]

/** What a pure room may not import: everything of Node that reaches out of the program. */
const REACHES_OUT = [
  'net',
  'tls',
  'http',
  'https',
  'http2',
  'dgram',
  'child_process',
  'fs',
  'fs/promises',
  'timers/promises',
  'ws',
  'undici',
]

/** True where `path`, without its ending, is in the room. */
function isIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`)
}

function roomOf(path: string): Room | undefined {
  return ROOMS.find((room) => isIn(path, room.path))
}

/** A statement of which nothing is left at run time. */
const TYPE_IMPORT = /^(?:import|export) type [^'"]*['"][^'"]*['"]/gm

/** The modules that a file imports: paths from the root without their endings, or the names of packages. */
function importsOf(file: string, text: string): { name: string; isType: boolean }[] {
  const modules = (source: string, isType: boolean) =>
    preProcessFile(source, true, true).importedFiles.map(({ fileName }) => ({
      name: fileName.startsWith('.') ? normalize(join(dirname(file), fileName)) : fileName.replace(/^node:/, ''),
      isType,
    }))
  const types = [...text.matchAll(TYPE_IMPORT)].map(([statement]) => statement)
  return [...modules(text.replaceAll(TYPE_IMPORT, ''), false), ...modules(types.join('\n'), true)]
}

/** Whether files of a room may import another room. */
function allows({ imports, types = [] }: Room, path: string, isType: boolean): boolean {
  return imports.includes(path) || (isType && types.includes(path))
}

/**
 * What a file imports against the rules of ROOMS, a line each; empty for a file in no room.
 * @param file its path from the root of the project
 * @param text its source
 */
export function violations(file: string, text: string): string[] {
  const path = file.replace(/\.tsx?$/, '')
  const room = roomOf(path)
  if (room === undefined) return []
  return importsOf(file, text).flatMap(({ name, isType }) => {
    const isOwn = !name.includes('/') || builtinModules.includes(name) ? null : roomOf(name)
    if (isOwn === undefined || isOwn === null)
      return room.pure && REACHES_OUT.includes(name) ? [`${file}: ${room.path} is pure and may not import ${name}`] : []
    if (isOwn === room || allows(room, isOwn.path, isType)) return []
    return [`${file}: ${room.path} may not import ${isOwn.path} (${name})`]
  })
}

/** Every source file below `root` that is in a room, by its path from there. */
function sources(root: string): string[] {
  const roots = [...new Set(ROOMS.map(({ path }) => path.split('/')[0] as string))]
  const entries = readdirSync(root, { recursive: false, encoding: 'utf8' })
  return entries.flatMap((entry) => {
    if (!roots.includes(entry.replace(/\.ts$/, ''))) return []
    if (entry.endsWith('.ts')) return [entry]
    const below = readdirSync(join(root, entry), { recursive: true, encoding: 'utf8' })
    return below.filter((name) => /\.tsx?$/.test(name)).map((name) => join(entry, name))
  })
}

if (require.main === module) {
  const root = join(__dirname, '..')
  const found = sources(root).flatMap((file) => violations(relative('.', file), readFileSync(join(root, file), 'utf8')))
  for (const line of found) console.error(line)
  process.exitCode = found.length > 0 ? 1 : 0
}
