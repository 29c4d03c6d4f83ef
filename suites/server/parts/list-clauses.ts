import { rfc9110 } from '../../../harness/case/clause'

// What RFC 9110 says about every field that is a list.

/** The lists that a recipient accepts. */
export const acceptsLists = rfc9110(
  '5.6.1.2',
  '',
  'a recipient MUST accept lists that satisfy the following syntax: #element => [ element ] *( OWS "," OWS [ element ] )',
)

/** Lists with empty elements. */
export const emptyIgnored = rfc9110(
  '5.6.1.2',
  '',
  'A recipient MUST parse and ignore a reasonable number of empty list elements',
)

/** The whitespace around a comma. */
export const ows = rfc9110('5.6.3', '', 'OWS = *( SP / HTAB )')
