import { rfc6455, rfc9110, rfc9112 } from '../../../../harness/case/clause'

/** A client that leaves is no reason to fail for others. */
export const closesAtAnyTime = rfc9112(
  '9.3.1',
  '',
  'Implementations ought to anticipate the need to recover from asynchronous close events.',
)

/** One client must not keep out others. */
export const slowStreams = rfc9110(
  '17.5',
  '',
  'parsers are often vulnerable to attacks based on sending very long (or very slow) streams of data',
)

export const unmaskedCloses = rfc6455(
  '5.1',
  '',
  'The server MUST close the connection upon receiving a frame that is not masked.',
)

export const noFurtherRequests = rfc9112(
  '9.6',
  '',
  'The server MUST NOT process any further requests received on that connection.',
)
