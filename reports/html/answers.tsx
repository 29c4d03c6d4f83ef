import type { StoredExchange } from '../../harness/case/results'
import { count, duration } from '../text/phrases'
import type { Answers } from '../wire/answer-heads'
import { ENDINGS } from '../wire/connection-text'
import { Lines, linesOf } from './wire'

/** The id of the element that shows the head with this index. */
function answerAnchor(index: number): string {
  return `a${index + 1}`
}

/** Every distinct head that was received, once. Results that need no attention refer to it. */
export function AnswerList({ answers }: { answers: Answers }) {
  if (answers.heads.length === 0) return null
  return (
    <>
      <h2 id="answers">Answers</h2>
      <p>
        The heads of the answers, the most frequent first. Placeholders: a… is a right Sec-WebSocket-Accept, z… one that
        belongs to no key of its connection; every date is in 1970.
      </p>
      <ol class="answers">
        {answers.heads.map(({ text, times }, i) => (
          <li key={answerAnchor(i)} id={answerAnchor(i)}>
            {count(times, 'time')}
            <pre>
              <Lines lines={linesOf(Buffer.from(text, 'latin1'))} marks={new Set()} as="mark" />
            </pre>
          </li>
        ))}
      </ol>
    </>
  )
}

function answerTime({ firstByteMs, endedMs, ended }: StoredExchange): string {
  return firstByteMs === null ? ` ${ENDINGS[ended]} after ${duration(endedMs)}` : ` after ${duration(firstByteMs)}`
}

interface AnswerLinkProps {
  exchanges: readonly StoredExchange[]
  answers: Answers
}

/** Which answer the first of some connections got, and when; the other connections are counted. */
export function AnswerLink({ exchanges: [first, ...more], answers }: AnswerLinkProps) {
  if (!first) return null
  const index = answers.indexOf(first)
  return (
    <>
      {index < 0 ? 'No answer,' : <a href={`#${answerAnchor(index)}`}>Answer {index + 1}</a>}
      {answerTime(first)}
      {more.length > 0 && `; ${count(more.length, 'more connection')}`}
    </>
  )
}
