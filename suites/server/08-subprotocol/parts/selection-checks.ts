import type { Check, Finding } from '../../../../harness/case/expectation'
import type { Observation } from '../../../../harness/case/observation'
import { answered, firstRequest } from '../../../../harness/judge/answer'
import {
  fieldInWords,
  offeredSubprotocols,
  onOpened,
  sameAs,
  selectedSubprotocol,
} from '../../../../harness/judge/checks'
import { shown } from '../../../../harness/judge/outcome'
import { isToken, listMembers, sameName } from '../../../../harness/wire/http1/fields'

const FIELD = 'Sec-WebSocket-Protocol'
const SELECTING = 'RFC 6455 4.2.2 /subprotocol/: derived by selecting one of the values that the client sent'

/** Makes a check of a 101's subprotocol: null where there is none, joined where there are several lines. */
function onSelection(look: (selected: string | null, observation: Observation) => Omit<Finding, 'got'> | null): Check {
  return onOpened((observation) => {
    const finding = look(selectedSubprotocol(observation), observation)
    return finding && { got: fieldInWords(observation, FIELD), ...finding }
  })
}

/** A 101 carries no Sec-WebSocket-Protocol; `because` says why not. */
export function selectsNothing(because = 'RFC 6455 4.2.2 /subprotocol/: where none is agreed on, no field'): Check {
  return onSelection((selected) => (selected === null ? null : { verdict: 'fail', because }))
}

/** 8.02, 8.21: nothing, or the one offered value whole, which tells of a server that takes anything. */
export const nothingOrTheOffer: Check = onSelection((selected, observation) => {
  if (selected === null) return null
  if (offeredSubprotocols(observation).includes(selected))
    return { verdict: 'observed', because: 'it was offered, so a server that takes any subprotocol may select it' }
  return { verdict: 'fail', because: SELECTING }
})

/** 8.03: the target's subprotocol and no other; two equal lines are 8.09's. */
export const selectsSpoken: Check = onOpened((observation, { vars: { subprotocols } }) => {
  const values = answered(observation, FIELD)
  if (values.length > 0 && values.every((value) => value === subprotocols[0])) return null
  const because = 'RFC 6455 4.2.2 /subprotocol/: the subprotocol that the server is ready to use was offered'
  return { verdict: 'miss', got: fieldInWords(observation, FIELD), because }
})

/** 8.04: as 8.03, but a server that takes anything may take the first. */
export const selectsSpokenOrFirst: Check = (observation, context) => {
  const selected = selectedSubprotocol(observation)
  return selected !== null && selected === offeredSubprotocols(observation)[0]
    ? onSelection(() => ({ verdict: 'observed', because: 'it was offered, though only for this test' }))(
        observation,
        context,
      )
    : selectsSpoken(observation, context)
}

/** Behind a 101 the subprotocol of the twin `name`; what another answer means is the table's matter. */
export function selectsAs(name: string, selecting: boolean): Check {
  const same = sameAs(name, { selecting })
  return (observation, context) => {
    const finding = same(observation, context)
    return observation.opened || finding?.verdict === 'skip' ? finding : null
  }
}

/** 8.08: the offered spelling or nothing. A name without letters cannot be asked in two spellings. */
export const selectsOfferedSpelling: Check = (observation, context) => {
  const [offered = ''] = offeredSubprotocols(observation)
  if (offered === context.vars.subprotocols[0])
    return { verdict: 'skip', because: `the subprotocol ${shown(offered)} has one spelling only` }
  return onSelection((selected) => {
    if (selected === null || selected === offered) return null
    return sameName(selected, offered) ? { verdict: 'contested', because: '' } : { verdict: 'fail', because: SELECTING }
  })(observation, context)
}

/** 8.09: at most one line, and a token in it (RFC 6455 4.2.2, 11.3.4). */
export const oneToken: Check = onSelection((_, observation) => {
  const values = answered(observation, FIELD)
  if (values.length > 1)
    return { verdict: 'fail', because: 'RFC 6455 11.3.4: MUST NOT appear more than once in a response' }
  const [value = ''] = values
  if (value === '') return { verdict: 'fail', because: 'RFC 6455 4.2.2: the empty string is not a legal value' }
  return isToken(value) ? null : { verdict: 'fail', because: 'RFC 6455 4.2.2, 4.3: the value is one token' }
})

/** 8.16: one of the two; which of them is told. */
export const selectsOneOfTwo: Check = onSelection((selected, observation) => {
  const offered = offeredSubprotocols(observation)
  if (selected === null) return { verdict: 'warn', because: 'none is selected, though both are spoken (8.03)' }
  const place = offered.indexOf(selected)
  if (place < 0)
    return { verdict: 'fail', because: 'RFC 6455 4.2.2 /subprotocol/: a single value, selected from the offer' }
  return {
    verdict: 'pass',
    because: place === 0 ? "the client's preference was followed" : "the server's preference won",
  }
})

/** INFO: what was selected is told. */
export const tellsSelection: Check = onSelection(() => ({ verdict: 'observed', because: '' }))

/** 8.22: a credential that is selected stands in the answer for everybody to read. */
export const tellsBearer: Check = onSelection((selected) => ({
  verdict: 'observed',
  because: selected?.includes('bearer') ? 'the credential is selected, though a subprotocol was offered' : '',
}))

/** What a recipient may read in the octets of the request: also where a bare CR or LF ends the line. */
function offeredOnWire(observation: Observation): string[] {
  const text = firstRequest(observation)?.octets.toString('latin1') ?? ''
  return listMembers(
    [...text.matchAll(/^sec-websocket-protocol[ \t]*:(.*(?:\r?\n[ \t].*)*)/gim)].map(([, value = '']) => value),
  )
}

/** True where a 101 answers an offer; an answer to none is 8.01's. */
export function answersAnOffer(observation: Observation): boolean {
  return answered(observation, FIELD).length > 0 && offeredOnWire(observation).length > 0
}

/** 8.23: every value is one that was offered, to the octet; a difference of case is 8.08's, the form of the field 8.09's. */
export const selectedWasOffered: Check = onSelection((_, observation) => {
  const offered = [...offeredSubprotocols(observation), ...offeredOnWire(observation)]
  const selected = listMembers(answered(observation, FIELD))
  return selected.every((value) => offered.some((offer) => sameName(offer, value)))
    ? null
    : { verdict: 'fail', because: SELECTING }
})

/** 8.24: the target's subprotocol, which was not offered, is not selected. */
export const leavesSpokenAlone: Check = (observation, context) =>
  onSelection((selected) =>
    selected === context.vars.subprotocols[0] ? { verdict: 'fail', because: SELECTING } : null,
  )(observation, context)

/** 8.19: nothing that was sent inside a value comes back as a field line, or with CR or LF in it (RFC 9110 5.5, 9112 11.1). */
export const noInjection: Check = ({ answers }) => {
  const heads = answers.flatMap(({ interim, final }) => (final ? [...interim, final.head] : interim))
  const bad = heads
    .flatMap(({ fields }) => fields)
    .find(({ name, value }) => sameName(name, 'X-Inject') || (/X-Inject/i.test(value) && /[\r\n]/.test(value)))
  if (!bad) return null
  const because = 'RFC 9112 11.1: what is sent inside a field value came back as a line of the response'
  return { verdict: 'fail', got: shown(`${bad.name}: ${bad.value}`), because }
}
