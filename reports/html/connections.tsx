import type { CaseResult, StoredExchange } from '../../harness/case/results'
import { roleOfId } from '../../harness/case/role'
import { clean } from '../text/clean'
import { clipped, count } from '../text/phrases'
import { unexpectedIn, unexpectedLines } from '../wire/unexpected'
import { shownConnections } from './byte-budget'
import { Changes, Wire } from './wire'

/** The most characters of what was required beside a line of an answer. */
const LONGEST_NOTE = 60

function captionOf({ exchanges, parts = [] }: CaseResult, index: number): string {
  const named = parts.filter((part) => part.exchanges.includes(index)).map((part) => clean(part.name))
  return `Connection ${index + 1} of ${exchanges.length}${named.length > 0 ? ` (${named.join(', ')})` : ''}`
}

interface ConnectionsProps {
  result: CaseResult
  /** The correct handshake of the target. */
  control: StoredExchange | undefined
}

/** The connections that decided a result with their bytes, the first beside the correct handshake. */
export function DecidingConnections({ result, control }: ConnectionsProps) {
  const { exchanges, expected, got } = result
  const chosen = shownConnections(result)
  const left = exchanges.length - chosen.length
  const unexpected = unexpectedIn(expected, got)
  const required = `required: ${clipped(clean(expected), LONGEST_NOTE)}`
  return (
    <>
      {chosen.flatMap((index, i) => {
        const exchange = exchanges[index]
        if (!exchange) return []
        return (
          <Wire
            key={index}
            exchange={exchange}
            role={roleOfId(result.id)}
            caption={captionOf(result, index)}
            control={control && { exchange: control, isShown: i > 0 }}
            marks={unexpectedLines(exchange.received, unexpected)}
            required={expected === '' ? '' : required}
          />
        )
      })}
      {left > 0 && (
        <p class="note">
          {count(left, 'more connection')} {left === 1 ? 'is' : 'are'} in{' '}
          <a href="#held">the results that this page holds</a>.
        </p>
      )}
    </>
  )
}

/** The same in short, where the page has no room for the bytes: what was changed in the request. */
export function ConnectionsInShort({ result: { exchanges }, control }: ConnectionsProps) {
  const [first] = exchanges
  if (!first) return null
  return (
    <>
      {control && <Changes control={control} exchange={first} />}
      <p class="note stored">The bytes are in the results that this page holds.</p>
    </>
  )
}
