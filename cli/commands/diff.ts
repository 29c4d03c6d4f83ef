import { type Change, type Difference, diffResults } from '../../reports/difference'
import { clean, count } from '../../reports/text'
import { EXIT, type ExitCode } from '../exit'
import { readResults } from '../results-file'
import type { World } from '../world'

const HEADINGS: readonly [keyof Difference, string][] = [
  ['regressed', 'regressed'],
  ['failing', 'still failing'],
  ['fixed', 'fixed'],
  ['added', 'new'],
  ['gone', 'gone'],
  ['changedBytes', 'the same verdict, another answer'],
]

function lineOf({ target, id, title, old, new: now }: Change, several: boolean): string {
  const verdicts = old === now ? old : `${old ?? '–'} → ${now ?? '–'}`
  return `  ${id.padEnd(6)} ${verdicts}  ${clean(title)}${several ? ` (${clean(target)})` : ''}\n`
}

/** `wsspec diff`: what changed between two results files. Exit code 1 on regressions only. */
export function diff(world: World, before: string, after: string, json: boolean): ExitCode {
  const [old, now] = [readResults(before, world.cwd), readResults(after, world.cwd)]
  const difference = diffResults(old, now)
  const several = now.targets.length > 1 || old.targets.length > 1
  if (json) world.stdout.write(`${JSON.stringify(difference, null, 2)}\n`)
  else {
    for (const [key, heading] of HEADINGS) {
      const changes = difference[key]
      if (changes.length === 0) continue
      world.stdout.write(`${heading} (${changes.length})\n`)
      for (const change of changes) world.stdout.write(lineOf(change, several))
    }
    const { regressed, fixed } = difference
    world.stdout.write(`${count(regressed.length, 'case')} regressed, ${fixed.length} fixed.\n`)
  }
  return difference.regressed.length > 0 ? EXIT.failed : EXIT.fine
}
