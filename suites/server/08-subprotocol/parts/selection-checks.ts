import type { Blame } from '../../../../harness/case/cause'
import type { Check, Finding } from '../../../../harness/case/check'
import type { Observation } from '../../../../harness/case/observation'
import { answered, firstRequest, offeredSubprotocols, selectedSubprotocol } from '../../../../harness/judge/answer'
import { fieldInWords, onOpened, provesNothing, scoredIn } from '../../../../harness/judge/checks'
import { shown } from '../../../../harness/judge/shown-text'
import { isToken, listMembers, sameName } from '../../../../harness/wire/http1/fields'
import { headsOf } from '../../parts/heads'
import { reasonOf } from '../../parts/reason'
import { noCrLf, notEmpty, nothingSelected, oneLineInAnswer, oneTokenInAnswer, selection } from './clauses'

const FIELD = 'Sec-WebSocket-Protocol'
const SELECTING = reasonOf(selection)

/** An answer that every client fails, whatever else the server does with the offer. */
const INVALID_ANSWER: Blame = { cause: 'subprotocol-answer-invalid', impact: 'interop' }

/** Runs `check` on a 101 with its subprotocol: null without the field, joined by commas when there are several field lines. */
function onSelection(check: (selected: string | null, observation: Observation) => Omit<Finding, 'got'> | null): Check {
  return onOpened((observation) => {
    const finding = check(selectedSubprotocol(observation), observation)
    return finding && { got: fieldInWords(observation, FIELD), ...finding, fromHead: true }
  })
}

/** A 101 does not have Sec-WebSocket-Protocol. */
export function selectsNothing(because = reasonOf(nothingSelected)): Check {
  return onSelection((selected) => {
    if (selected === null) return null
    return { verdict: 'fail', because, ...(selected === '' ? { blame: INVALID_ANSWER } : {}) }
  })
}

/** 8.02, 8.21: no subprotocol, or the offered name unchanged, which a server that accepts any name selects. */
export const nothingOrTheOffer: Check = onSelection((selected, observation) => {
  if (selected === null) return null
  if (offeredSubprotocols(observation).includes(selected))
    return {
      verdict: 'observed',
      because: 'the name was offered, so a server that accepts any subprotocol may select it',
    }
  return { verdict: 'fail', because: SELECTING }
})

/** True where a 101 selects the subprotocol that the target speaks, in any letter case: 8.27 judges the spelling. */
function selects(observation: Observation | undefined, name: string): boolean {
  const values = observation?.opened ? answered(observation, FIELD) : []
  return values.length > 0 && values.every((value) => sameName(value, name))
}

/** 8.03: the subprotocol that the target supports is selected. Two equal field lines are 8.09. */
export const selectsSupported: Check = onOpened(
  (
    observation,
    {
      vars: {
        subprotocols: [spoken = ''],
      },
    },
  ) => {
    const values = answered(observation, FIELD)
    if (selects(observation, spoken))
      return values.every((value) => value === spoken)
        ? null
        : scoredIn('8.27', 'the subprotocol is selected in another spelling')
    return { verdict: 'miss', got: fieldInWords(observation, FIELD), because: SELECTING }
  },
)

/** The twin of 8.04 and of 8.25: the same list without a space. */
export const NO_SPACE = 'no space'

/** 8.04: as 8.03, but a server that accepts any name may select the first. */
export const selectsSupportedOrFirst: Check = (observation, context) => {
  const selected = selectedSubprotocol(observation)
  if (selected !== null && selected === offeredSubprotocols(observation)[0])
    return onSelection(() => ({
      verdict: 'observed',
      because: 'the first name was offered, so a server that accepts any subprotocol may select it',
    }))(observation, context)
  const finding = selectsSupported(observation, context)
  return finding?.verdict === 'miss' && selects(context.part(NO_SPACE), context.vars.subprotocols[0] ?? '')
    ? scoredIn('8.25', 'the list without a space is understood')
    : finding
}

/** What a 101 selects, in words. */
function selectionInWords(observation: Observation): string {
  const selected = selectedSubprotocol(observation)
  return selected === null ? 'no subprotocol' : `subprotocol ${shown(selected)}`
}

/**
 * The subprotocol that the target speaks is selected from the offer, as it is from the offer of one of the twins.
 * The case is skipped where it is selected from none of them. The table judges answers other than 101.
 * @param twins the names of parts with other spellings of the same offer
 * @param because the reason, with its clause
 */
export function selectsAsIn(twins: readonly string[], because: string): Check {
  return (
    observation,
    {
      part,
      vars: {
        subprotocols: [spoken = ''],
      },
    },
  ) => {
    if (provesNothing(observation) || selects(observation, spoken)) return null
    const twin = twins.find((name) => selects(part(name), spoken))
    if (twin === undefined) return noTwin(twins, part)
    const reason = `${because}; the offer "${twin}" is answered with ${shown(spoken)}`
    return observation.opened ? { verdict: 'miss', got: selectionInWords(observation), because: reason } : null
  }
}

/** Why no twin can be compared with. */
function noTwin(twins: readonly string[], part: (name: string) => Observation | undefined): Finding {
  const names = twins.map((name) => `"${name}"`).join(' and ')
  const withoutEvidence = twins.every((name) => {
    const twin = part(name)
    return twin !== undefined && provesNothing(twin)
  })
  return withoutEvidence
    ? { verdict: 'inconclusive', because: `the twin ${names} gave no evidence: network error or load` }
    : { verdict: 'skip', because: `the target selected its subprotocol for no other spelling either (${names})` }
}

/** 8.27: the offered spelling. Another subprotocol, or none, is 8.03. */
export const selectsExactly: Check = onSelection((selected, observation) => {
  const [offered = ''] = offeredSubprotocols(observation)
  if (selected === null || selected === offered || !sameName(selected, offered)) return null
  return {
    verdict: 'fail',
    got: `offered ${shown(offered)}, answered ${shown(selected)}`,
    because: SELECTING,
  }
})

/** 8.08: the offered spelling or nothing. A name without letters has only one spelling, so the case is skipped. */
export const selectsOfferedSpelling: Check = (observation, context) => {
  const [offered = ''] = offeredSubprotocols(observation)
  if (offered === context.vars.subprotocols[0])
    return { verdict: 'skip', because: `the subprotocol ${shown(offered)} has no letters, so it has only one spelling` }
  return onSelection((selected) => {
    if (selected === null || selected === offered) return null
    return sameName(selected, offered) ? { verdict: 'contested', because: '' } : { verdict: 'fail', because: SELECTING }
  })(observation, context)
}

/** 8.09: at most one field line, with one token (RFC 6455 4.2.2, 11.3.4). */
export const oneToken: Check = onSelection((_, observation) => {
  const values = answered(observation, FIELD)
  if (values.length > 1) return { verdict: 'fail', because: reasonOf(oneLineInAnswer), blame: INVALID_ANSWER }
  const [value = ''] = values
  if (value === '') return { verdict: 'fail', because: reasonOf(notEmpty), blame: INVALID_ANSWER }
  if (isToken(value)) return null
  const isList = listMembers([value]).length > 1
  return { verdict: 'fail', because: reasonOf(oneTokenInAnswer), ...(isList ? { blame: INVALID_ANSWER } : {}) }
})

/** 8.16: one of the two is selected; the finding says whose preference won. */
export const selectsOneOfTwo: Check = onSelection((selected, observation) => {
  const offered = offeredSubprotocols(observation)
  if (selected === null)
    return { verdict: 'warn', because: 'none is selected, although the target supports both (8.03)' }
  const place = offered.indexOf(selected)
  if (place >= 0)
    return {
      verdict: 'pass',
      because: place === 0 ? "the client's preference was followed" : "the server's preference won",
    }
  return offered.some((name) => sameName(name, selected))
    ? scoredIn('8.27', 'the subprotocol is selected in another spelling')
    : { verdict: 'fail', because: SELECTING, blame: INVALID_ANSWER }
})

/** Records the selected subprotocol, without a score. */
export const recordsSelection: Check = onSelection(() => ({ verdict: 'observed', because: '' }))

/** 8.22: records whether the credential is selected, and so repeated in the answer. */
export const recordsBearer: Check = onSelection((selected) => ({
  verdict: 'observed',
  because: selected?.includes('bearer') ? 'the credential is selected, although a subprotocol was offered' : '',
}))

/** The offered names that a recipient may read in the bytes of the request, also where it ends a line at a bare CR or LF. */
function offeredOnWire(observation: Observation): string[] {
  const text = firstRequest(observation)?.octets.toString('latin1') ?? ''
  return listMembers(
    [...text.matchAll(/^sec-websocket-protocol[ \t]*:(.*(?:\r?\n[ \t].*)*)/gim)].map(([, value = '']) => value),
  )
}

/** True when the request offers a subprotocol and the answer names one. An answer without an offer is 8.01. */
export function answersAnOffer(observation: Observation): boolean {
  return answered(observation, FIELD).length > 0 && offeredOnWire(observation).length > 0
}

/** 8.23: every selected value was offered. 8.08 judges the letter case, and 8.09 the form of the field. */
export const selectedWasOffered: Check = onSelection((_, observation) => {
  const offered = [...offeredSubprotocols(observation), ...offeredOnWire(observation)]
  const selected = listMembers(answered(observation, FIELD))
  return selected.every((value) => offered.some((offer) => sameName(offer, value)))
    ? null
    : { verdict: 'fail', because: SELECTING }
})

/** 8.24: the subprotocol that the target supports is not selected, because it was not offered. */
export const doesNotSelectSupported: Check = (observation, context) =>
  onSelection((selected) =>
    selected !== null && sameName(selected, context.vars.subprotocols[0] ?? '')
      ? { verdict: 'fail', because: SELECTING }
      : null,
  )(observation, context)

/** 8.19: no part of the offered value comes back as a field line, or with CR or LF in it (RFC 9110 5.5, 9112 11.1). */
export const noInjection: Check = (observation) => {
  const bad = headsOf(observation)
    .flatMap(({ fields }) => fields)
    .find(({ name, value }) => sameName(name, 'X-Inject') || (/X-Inject/i.test(value) && /[\r\n]/.test(value)))
  if (!bad) return null
  const because = reasonOf(noCrLf, 'a part of the offered value came back as a line of the response')
  return { verdict: 'fail', got: shown(`${bad.name}: ${bad.value}`), because }
}
