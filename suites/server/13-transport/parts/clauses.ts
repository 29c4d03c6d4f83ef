import { rfc9110, rfc9112 } from '../../../../harness/case/clause'

export const orderedBytes = rfc9112('2.2', 'a sequence of octets')

export const wholeHeaderSection = rfc9110('5.3', 'last paragraph: not before the entire header section is in')
