import type { CaseResult, StoredExchange } from '../../harness/case/results'
import { roleOfId } from '../../harness/case/role'
import { Clauses } from '../html/clauses'
import { Wire } from '../html/wire'
import { clean } from '../text/clean'
import { decidingExchange } from '../wire/deciding'
import { unexpectedIn, unexpectedLines } from '../wire/unexpected'
import type { Found } from './difference-evidence'

interface SideProps {
  caption: string
  result: CaseResult | undefined
  control: StoredExchange | undefined
}

/** The connection that decided a case on one side. */
function Side({ caption, result, control }: SideProps) {
  const exchange = result && decidingExchange(result)
  if (!result || !exchange) return null
  const { verdict, expected, got } = result
  const isRight = verdict === 'pass' || verdict === 'observed'
  return (
    <Wire
      exchange={exchange}
      role={roleOfId(result.id)}
      caption={caption}
      control={control && { exchange: control, isShown: true }}
      {...(isRight ? {} : { marks: unexpectedLines(exchange.received, unexpectedIn(expected, got)) })}
    />
  )
}

/** What a case rests on, what was required, and the bytes of its deciding connection then and now. */
export function ChangeEvidence({ found: { before, after, oldControl, newControl } }: { found: Found }) {
  const result = after ?? before
  if (result === undefined) return null
  return (
    <>
      {result.expected !== '' && <p>Required: {clean(result.expected)}</p>}
      <Side caption="Then" result={before} control={oldControl} />
      <Side caption="Now" result={after} control={newControl} />
      {result.because !== '' && <p>Because: {clean(result.because)}</p>}
      <p>
        <Clauses source={result.source} notes={undefined} />
      </p>
    </>
  )
}
