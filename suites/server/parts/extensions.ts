import type { Blame } from '../../../harness/case/cause'
import type { Check, Finding, RowVerdict } from '../../../harness/case/check'
import type { Edit, FieldEdit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Value } from '../../../harness/case/vars'
import { answered, sentFields, statusOf } from '../../../harness/judge/answer'
import { fieldInWords, onOpened, provesNothing } from '../../../harness/judge/checks'
import { describe } from '../../../harness/judge/describe'
import { memoized } from '../../../harness/judge/memoized'
import { type Extension, readExtensions } from '../../../harness/wire/http1/extensions'
import { asciiLower, fieldValues } from '../../../harness/wire/http1/fields'
import { DEFLATE, isNamed } from '../../../harness/wire/http1/permessage-deflate'
import { listsOffered } from './extension-clauses'
import { reasonOf } from './reason'

// What a request offers and a 101 lists in Sec-WebSocket-Extensions.

export const FIELD = 'Sec-WebSocket-Extensions'

const NOT_OFFERED = reasonOf(listsOffered)

/** An answer that every client fails, whatever else the server does with the offer. */
export const INVALID_EXTENSION: Blame = { cause: 'extension-answer-invalid', impact: 'interop' }

/** BASE with this offer; null leaves the field out, a list sends several field lines. */
export function offer(value: Value<FieldEdit | FieldEdit[] | null>): Edit {
  return { fields: { [FIELD]: value } }
}

/** An extension name that no server knows. */
export function unknownName({ random }: { random: string }): string {
  return `x-unknown-${random}`
}

/** The extensions that the answer lists, in all its field lines. */
export const listedExtensions = memoized(
  (observation): readonly Extension[] => readExtensions(answered(observation, FIELD)).elements,
)

/** The extensions that the request offered, in all its field lines. */
export const offeredExtensions = memoized(
  (observation): readonly Extension[] => readExtensions(fieldValues(sentFields(observation), FIELD)).elements,
)

/** The permessage-deflate elements of the answer; a correct agreement has one. */
export function deflates(observation: Observation): Extension[] {
  return listedExtensions(observation).filter(isNamed(DEFLATE))
}

/** Runs `check` on a 101; `got` of its finding is the field as it was received, unless the finding has its own. */
export function onExtensions(check: (...args: Parameters<Check>) => Omit<Finding, 'got'> | null): Check {
  return onOpened((observation, context) => {
    const finding = check(observation, context)
    return finding && { got: fieldInWords(observation, FIELD), ...finding, fromHead: true }
  })
}

/** A 101 has no Sec-WebSocket-Extensions line, not even an empty one. */
export const noExtensionsLine = onExtensions((observation) =>
  answered(observation, FIELD).length === 0 ? null : { verdict: 'fail', because: NOT_OFFERED },
)

/**
 * A 101 lists no extension. Whether the field is left out, as it must be, or empty is 9.12.
 * @param blame what explains it; by default that the answer is invalid for every client
 */
export function listsNothing(because: string, blame = INVALID_EXTENSION): Check {
  return onExtensions((observation) =>
    answered(observation, FIELD).every((value) => value === '') ? null : { verdict: 'fail', because, blame },
  )
}

/** A 101 lists no extension with another name than these (lower case). */
export function listsOnly(names: readonly string[], because = NOT_OFFERED): Check {
  return onExtensions((observation) =>
    listedExtensions(observation).every(({ name }) => names.includes(asciiLower(name)))
      ? null
      : { verdict: 'fail', because, blame: INVALID_EXTENSION },
  )
}

/** A 101 lists no extension that was not offered. An unknown extension that was offered is 9.02. */
export const listsOnlyOffered = onExtensions((observation) => {
  const names = offeredExtensions(observation).map(({ name }) => asciiLower(name))
  const foreign = listedExtensions(observation).some(({ name }) => !names.includes(asciiLower(name)))
  return foreign ? { verdict: 'fail', because: NOT_OFFERED } : null
})

/** A 101 does not list permessage-deflate. */
export function declines(because: string): Check {
  return onExtensions((observation) => (deflates(observation).length === 0 ? null : { verdict: 'fail', because }))
}

/** Records what a 101 lists: `observed` where the list is a free choice, `pass` where other checks judge it. */
export function recordsExtensions(verdict: 'pass' | 'observed'): Check {
  return onExtensions(() => ({ verdict, because: '' }))
}

/**
 * Compares an answer with the twin `name`.
 * @param compare runs where the twin was answered 101
 * @param otherwise the verdict where the twin was refused; by default there is nothing to compare with
 */
export function comparedWith(
  name: string,
  compare: (twin: Observation, ...args: Parameters<Check>) => Finding | null,
  otherwise: RowVerdict = 'skip',
): Check {
  return (observation, context) => {
    const twin = context.part(name)
    if (provesNothing(observation)) return null
    if (!twin || provesNothing(twin))
      return { verdict: 'inconclusive', because: `the twin "${name}" gave no evidence: network error or load` }
    if (twin.opened) return compare(twin, observation, context)
    if (otherwise !== 'skip' && observation.opened) return null
    return { verdict: otherwise, because: `the twin "${name}" was not accepted either: ${describe(twin)}` }
  }
}

/** A 4xx or 5xx misses the requirement `because` where the twin `name` was accepted. */
export function acceptedAs(name: string, because: string, otherwise: RowVerdict = 'skip'): Check {
  return comparedWith(
    name,
    (_, observation) =>
      (statusOf(observation) ?? 0) >= 400
        ? { verdict: 'miss', because: `${because}; without it the offer is answered 101` }
        : null,
    otherwise,
  )
}

/** A 101 agrees on the same extensions as the accepted twin `name`: a missing permessage-deflate is a miss, other differences are recorded. */
export function negotiatesAs(name: string, because: string): Check {
  return comparedWith(name, (twin, observation) => {
    const text = (extensions: readonly Extension[]) => JSON.stringify(extensions)
    const [own, others] = [listedExtensions(observation), listedExtensions(twin)]
    if (!observation.opened || text(own) === text(others)) return null
    const lost = deflates(twin).length > 0 && deflates(observation).length === 0
    const got = `${fieldInWords(observation, FIELD)}, and ${fieldInWords(twin, FIELD)} for the twin "${name}"`
    return lost ? { verdict: 'miss', got, because } : { verdict: 'observed', got, because: '' }
  })
}

/**
 * The offer of permessage-deflate is accepted as it is in another spelling. The case is skipped where it is accepted in
 * none, and the handshake is refused.
 * @param twins the names of parts with other spellings of the same offer
 * @param because the reason, with its clause
 */
export function negotiatesAsIn(twins: readonly string[], because: string): Check {
  return (observation, { part }) => {
    if (provesNothing(observation) || deflates(observation).length > 0) return null
    const twin = twins.find((name) => deflates(part(name) ?? observation).length > 0)
    const isRefused = (statusOf(observation) ?? 0) >= 400
    if (twin === undefined) {
      const other = twins.find((name) => part(name)?.opened)
      if (!isRefused) return null
      return other === undefined
        ? { verdict: 'skip', because: 'the offer is refused in every spelling' }
        : { verdict: 'miss', because: `${because}; the offer "${other}" is answered 101` }
    }
    if (!observation.opened && !isRefused) return null
    const got = observation.opened ? fieldInWords(observation, FIELD) : ''
    return { verdict: 'miss', got, because: `${because}; the offer "${twin}" is accepted` }
  }
}
