/** A clause of a specification, printed as `RFC 6455 4.2.2` or `WHATWG WebSockets 2.2`. */
export interface Clause {
  /** The number of the RFC; without it, the section is one of the WHATWG WebSockets Standard. */
  rfc?: number
  section: string
  /** Where in the section (`step 5.4`), or what it says in our words. */
  note?: string
  /** The deciding words, exactly as the section has them (test/catalogue/quotes.test.ts). */
  quote?: string
}

/** Gives the maker of clauses of one RFC: `rfc6455('4.2.2', 'step 5.4', 'The server MUST …')`; an empty note is none. */
function clausesOf(rfc?: number) {
  return (section: string, note = '', quote = ''): Clause => ({
    ...(rfc === undefined ? {} : { rfc }),
    section,
    ...(note === '' ? {} : { note }),
    ...(quote === '' ? {} : { quote }),
  })
}
export const rfc6455 = clausesOf(6455)
export const rfc9110 = clausesOf(9110)
export const rfc6265 = clausesOf(6265)
export const rfc9112 = clausesOf(9112)
export const rfc9113 = clausesOf(9113)
export const rfc7692 = clausesOf(7692)
export const rfc8441 = clausesOf(8441)
export const rfc4648 = clausesOf(4648)
export const rfc2616 = clausesOf(2616)
export const rfc3986 = clausesOf(3986)
export const rfc6454 = clausesOf(6454)

/** Clauses of the WHATWG WebSockets Standard: `2.2` is the second section of its second chapter. */
export const whatwg = clausesOf()

/** `RFC 6455 4.2.2`, or `WHATWG WebSockets 2.2`: the name of a clause in results. */
export function clauseName({ rfc, section }: Clause): string {
  return `${rfc === undefined ? 'WHATWG WebSockets' : `RFC ${rfc}`} ${section}`
}
