import type { Blame } from './cause'
import type { Check, RowVerdict } from './check'

/**
 * The outcomes of a request, the most specific first:
 * `accept` the handshake was accepted with Accept, Upgrade and Connection right, and the link works;
 * `elsewhere` the server switched to another protocol that was offered;
 * a status, then its class (`101` means every accepted handshake, whatever status its protocol has for that);
 * `dropped` the connection ended without a response; `silent` it stayed open without one;
 * `garbage` bytes that are not an HTTP response.
 */
export type Outcome =
  | 'accept'
  | 'elsewhere'
  | `${number}`
  | '2xx'
  | '3xx'
  | '4xx'
  | '5xx'
  | 'dropped'
  | 'silent'
  | 'garbage'

/** What is required of an answer. The verdict is the worst that the table and the checks give. */
export interface Expectation<Result extends string = Outcome, OfCheck = Check> {
  /** In words. */
  says: string
  table: Partial<Record<Result, RowVerdict>>
  checks: readonly OfCheck[]
  /** What explains a finding of the table, by outcome; other findings have what explains the case's. */
  blames?: Partial<Record<Result, Blame>>
}
