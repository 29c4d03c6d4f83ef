import { count } from '../text/phrases'
import type { Answers } from '../wire/answer-heads'
import { Lines, linesOf } from './wire'

/** Where the head with this index stands in the page. */
export function answerAnchor(index: number): string {
  return `a${index + 1}`
}

/** Every distinct head that was received, once: cases that pass refer to it. */
export function AnswerList({ answers }: { answers: Answers }) {
  if (answers.heads.length === 0) return null
  return (
    <>
      <h2 id="answers">Answers</h2>
      <p>
        The heads that were received, the most frequent first. A right Sec-WebSocket-Accept stands as a…, one that
        answers no key of its connection as z…, a date as that of 1970.
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
