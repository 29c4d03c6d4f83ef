import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { listen } from '../../../servers-under-test/scratch/server'
import { wsspec } from '../../kit/command-line'
import { Folder } from '../../kit/folder'

/** A path for every report that is a file or a folder, by the key of its setting. */
export const REPORT_PATHS: Readonly<Record<string, string>> = {
  json: 'r.json',
  html: 'r.html',
  junit: 'r.xml',
  markdown: 'r.md',
  badge: 'r.svg',
  mochawesome: 'mochawesome',
  trace: 'trace',
  autobahn: 'autobahn',
}

/** The flags that write reports to these paths, in a folder. */
export function reportFlags(paths: Readonly<Record<string, string>> = REPORT_PATHS, folder = ''): string[] {
  return Object.entries(paths).flatMap(([key, path]) => [`--${key}`, join(folder, path)])
}

/** The text of every file of a folder, by its path in the folder. */
export function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** Every report on the reference server, on a free port: see everyReport. */
export async function everyReportOfScratch(which: readonly string[]): Promise<Map<string, string>> {
  const server = await listen()
  try {
    return await everyReport(`ws://127.0.0.1:${server.port}/`, which)
  } finally {
    await server.close()
  }
}

/** Runs cases against a target with --stable. Returns the text of everything that was written, by name. */
export async function everyReport(target: string, which: readonly string[]): Promise<Map<string, string>> {
  const folder = new Folder()
  try {
    const env = { GITHUB_STEP_SUMMARY: join(folder.path, 'summary.md') }
    const argv = ['run', target, ...which, '--stable', '--verbose', '--strict', '--github', ...reportFlags()]
    const { stdout } = await wsspec(argv, { cwd: folder.path, env })
    const again = ['compare', 'r.json', 'r.json', '--stable']
    const side = await wsspec(again, { cwd: folder.path })
    const bugs = await wsspec([...again, '--format', 'issue', '--strict', '--badge', 'b.json'], { cwd: folder.path })
    const printed: [string, string][] = [
      ['terminal', stdout],
      ['comparison', side.stdout],
      ['issue', bugs.stdout],
    ]
    return new Map([...printed, ...filesOf(folder.path)])
  } finally {
    folder.remove()
  }
}

/** The names of the texts that differ between two runs, each with the first line that differs. */
export function differing(one: ReadonlyMap<string, string>, two: ReadonlyMap<string, string>): string[] {
  const names = [...new Set([...one.keys(), ...two.keys()])]
  return names.flatMap((name) => {
    const [a, b] = [one.get(name)?.split('\n') ?? [], two.get(name)?.split('\n') ?? []]
    const at = a.findIndex((line, i) => line !== b[i])
    if (at < 0 && a.length === b.length) return []
    return [`${name}: ${a[at]?.slice(0, 300)} | ${b[at]?.slice(0, 300)}`]
  })
}
