import type { JudgedPart } from '../case-result'
import { type Answered, hasDrop } from './drops'

/** True where each part has a verdict and none rests on a drop: no more tries are needed. */
export function isSound({ sentCase, parts }: Answered): boolean {
  return !hasNoVerdict(parts) && !hasDrop(sentCase)
}

/** True where a part has no verdict. */
export function hasNoVerdict(parts: readonly JudgedPart[] | null): boolean {
  return parts === null || parts.some(({ verdict }) => verdict === 'inconclusive')
}
