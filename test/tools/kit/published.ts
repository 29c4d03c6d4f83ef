import { type KnownServer, readManifests } from '../../../fleet/manifest'
import type { CaseResult, TargetResult } from '../../../harness/case/results'
import type { Published } from '../../../tools/gallery/gallery'
import { target } from '../../reports/kit/results'

/** Published results of a made-up server with the manifest of ws, but for what is given. */
export function published(
  name: string,
  cases: CaseResult[],
  more: Partial<TargetResult> = {},
  manifest: Partial<KnownServer> = {},
): Published {
  const [ws] = readManifests().filter((each) => each.name === 'ws')
  const { stack: _, ...plain } = ws as KnownServer
  return {
    name,
    version: '1.0.0',
    target: target(`${name}@1.0.0`, cases, more),
    manifest: { ...plain, name, core: name, ...manifest },
    isOlder: false,
  }
}
