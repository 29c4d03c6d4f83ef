import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { listen } from '../../servers-under-test/scratch/server'
import { Folder, wsspec } from './support'

const REPORTS = {
  ...{ json: 'r.json', html: 'r.html', junit: 'r.xml', markdown: 'r.md', badge: 'r.svg' },
  ...{ mochawesome: 'mochawesome', trace: 'trace', autobahn: 'autobahn' },
}

/** Every file of a folder by its path in it. */
export function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** The reference server on a port of its own, in every format: see everyReport. */
export async function everyReportOfScratch(which: readonly string[]): Promise<Map<string, string>> {
  const server = await listen()
  try {
    return await everyReport(`ws://127.0.0.1:${server.port}/`, which)
  } finally {
    await server.close()
  }
}

/** Runs cases against a target; gives all that was told with --stable, by name. A known server gets a port of its own. */
export async function everyReport(target: string, which: readonly string[]): Promise<Map<string, string>> {
  const folder = new Folder()
  try {
    const flags = Object.entries(REPORTS).flatMap(([kind, path]) => [`--${kind}`, path])
    const env = { GITHUB_STEP_SUMMARY: join(folder.path, 'summary.md') }
    const argv = ['run', target, ...which, '--stable', '--verbose', '--strict', '--github', ...flags]
    const { stdout } = await wsspec(argv, { cwd: folder.path, env })
    const again = ['compare', 'r.json', 'r.json', '--stable']
    const side = await wsspec(again, { cwd: folder.path })
    const bugs = await wsspec([...again, '--format', 'issue', '--strict', '--badge', 'b.json'], { cwd: folder.path })
    const told: [string, string][] = [
      ['terminal', stdout],
      ['comparison', side.stdout],
      ['issue', bugs.stdout],
    ]
    return new Map([...told, ...filesOf(folder.path)])
  } finally {
    folder.remove()
  }
}

/** The names under which two runs told different things, each with the first line that differs. */
export function differing(one: ReadonlyMap<string, string>, two: ReadonlyMap<string, string>): string[] {
  const names = [...new Set([...one.keys(), ...two.keys()])]
  return names.flatMap((name) => {
    const [a, b] = [one.get(name)?.split('\n') ?? [], two.get(name)?.split('\n') ?? []]
    const at = a.findIndex((line, i) => line !== b[i])
    if (at < 0 && a.length === b.length) return []
    return [`${name}: ${a[at]?.slice(0, 300)} | ${b[at]?.slice(0, 300)}`]
  })
}
