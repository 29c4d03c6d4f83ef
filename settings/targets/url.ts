import { maskUrl } from '../../harness/run/masking/words'
import type { Target } from '../../harness/run/target'
import type { TargetNeeds } from '../target-needs'
import { readTargetUrl } from '../target-url'
import type { NamedTarget } from './named-target'

/**
 * A server that already runs at a URL.
 * @throws {UsageError} if `word` is not a ws: or wss: URL.
 */
export function urlTarget(word: string, needs: TargetNeeds): NamedTarget {
  const url = readTargetUrl(word)
  const name = maskUrl(url.href)
  const target: Target = { ...needs, name, url, server: null, ours: false }
  const place = needs.connect ? `${needs.connect.host}:${needs.connect.port}` : url.host
  return { name, url: name, place, open: async () => ({ target, close: async () => null }) }
}
