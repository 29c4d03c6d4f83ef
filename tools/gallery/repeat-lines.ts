import { aptLine } from '../../fleet/debian'
import { roleOf } from '../../harness/case/results'
import { shellLine } from '../../reports/text/shell'
import type { Published } from './gallery'

/**
 * The command lines that run a published server or client again: first the one that installs it, where npm does not.
 * @param only the ids of the cases; all of them where none is named
 */
export function repeatLines({ name, version, manifest, target }: Published, only: readonly string[] = []): string[] {
  const { packages = [] } = manifest.install.debian ?? {}
  const cases = only.flatMap((id) => ['--only', id])
  const more = only.length > 0 ? ['--verbose'] : []
  const line = shellLine([
    'npx',
    'wsspec',
    ...(roleOf(target) === 'client' ? ['clients'] : []),
    'run',
    `${name}@${version}`,
    ...cases,
    ...more,
  ])
  return packages.length > 0 ? [aptLine(packages), line] : [line]
}
