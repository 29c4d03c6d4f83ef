import type { Check, Finding, RowVerdict } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Edit, FieldEdit, Value } from '../../../harness/case/request'
import { answered, remembered, sentFields, statusOf } from '../../../harness/judge/answer'
import { fieldInWords, onSwitch, provesNothing } from '../../../harness/judge/checks'
import { describe } from '../../../harness/judge/outcome'
import { type Extension, readExtensions } from '../../../harness/wire/http1/extensions'
import { asciiLower, fieldValues } from '../../../harness/wire/http1/fields'

export const FIELD = 'Sec-WebSocket-Extensions'
export const DEFLATE = 'permessage-deflate'

const NOT_OFFERED = 'RFC 6455 4.2.2 /extensions/: extensions not listed by the client MUST NOT be listed'

/** BASE that offers this; null offers nothing, a list sends several lines. */
export function offer(value: Value<FieldEdit | FieldEdit[] | null>): Edit {
  return { fields: { [FIELD]: value } }
}

/** A name that no server knows. */
export function unknown({ random }: { random: string }): string {
  return `x-unknown-${random}`
}

/** The elements that the answer lists, over all its lines. */
export const listed = remembered(
  (observation): readonly Extension[] => readExtensions(answered(observation, FIELD)).elements,
)

/** The elements that the request offered, over all its lines. */
export const offered = remembered(
  (observation): readonly Extension[] => readExtensions(fieldValues(sentFields(observation), FIELD)).elements,
)

/** Names are compared in lower case: no RFC says how they are compared (9.11). */
export function isNamed(name: string): (extension: Extension) => boolean {
  return (extension) => asciiLower(extension.name) === name
}

/** The permessage-deflate elements of the answer; one that is agreed on is one. */
export function deflates(observation: Observation): Extension[] {
  return listed(observation).filter(isNamed(DEFLATE))
}

/** Makes a check of a 101 whose words begin with the field as it came. */
export function onExtensions(look: (...args: Parameters<Check>) => Omit<Finding, 'got'> | null): Check {
  return onSwitch((observation, context) => {
    const finding = look(observation, context)
    return finding && { got: fieldInWords(observation, FIELD), ...finding }
  })
}

/** A 101 carries no Sec-WebSocket-Extensions line, not even an empty one. */
export const noLine = onExtensions((observation) =>
  answered(observation, FIELD).length === 0 ? null : { verdict: 'fail', because: NOT_OFFERED },
)

/** A 101 lists nothing; that the field is then left out, and not empty, is 9.12's. */
export function listsNothing(because: string): Check {
  return onExtensions((observation) =>
    answered(observation, FIELD).every((value) => value === '') ? null : { verdict: 'fail', because },
  )
}

/** A 101 lists no other names than these. */
export function listsOnly(names: readonly string[], because = NOT_OFFERED): Check {
  return onExtensions((observation) =>
    listed(observation).every(({ name }) => names.includes(asciiLower(name))) ? null : { verdict: 'fail', because },
  )
}

/** A 101 lists nothing that was not offered; what was offered under an unknown name is 9.02's to judge. */
export const listsOnlyOffered = onExtensions((observation) => {
  const names = offered(observation).map(({ name }) => asciiLower(name))
  const foreign = listed(observation).some(({ name }) => !names.includes(asciiLower(name)))
  return foreign ? { verdict: 'fail', because: NOT_OFFERED } : null
})

/** A 101 does not agree on permessage-deflate. */
export function declines(because: string): Check {
  return onExtensions((observation) => (deflates(observation).length === 0 ? null : { verdict: 'fail', because }))
}

/** What a 101 lists is told; it is free, or scored beside this. */
export function tells(verdict: 'pass' | 'observed'): Check {
  return onExtensions(() => ({ verdict, because: '' }))
}

/**
 * Runs `look` beside the twin `name`, which was answered 101. Where it was not, there is nothing to compare with, or what
 * that means is `otherwise`.
 */
export function beside(
  name: string,
  look: (twin: Observation, ...args: Parameters<Check>) => Finding | null,
  otherwise: RowVerdict = 'skip',
): Check {
  return (observation, context) => {
    const twin = context.part(name)
    if (provesNothing(observation)) return null
    if (!twin || provesNothing(twin))
      return { verdict: 'inconclusive', because: `the twin "${name}" came to no evidence: network error or load` }
    if (statusOf(twin) === 101) return look(twin, observation, context)
    if (otherwise !== 'skip' && statusOf(observation) === 101) return null
    return { verdict: otherwise, because: `the twin "${name}" was not accepted either: ${describe(twin)}` }
  }
}

/** A refusal, a 4xx or 5xx, fails beside the accepted twin `name`. */
export function acceptedAs(name: string, because: string, otherwise: RowVerdict = 'skip'): Check {
  return beside(
    name,
    (_, observation) =>
      (statusOf(observation) ?? 0) >= 400
        ? { verdict: 'miss', because: `${because}; without it the offer is answered 101` }
        : null,
    otherwise,
  )
}

/** Behind a 101 the names that the accepted twin `name` got: fewer is a warning, other parameters are told. */
export function negotiatesAs(name: string, because: string): Check {
  return beside(name, (twin, observation) => {
    const words = (extensions: readonly Extension[]) => JSON.stringify(extensions)
    const [own, others] = [listed(observation), listed(twin)]
    if (statusOf(observation) !== 101 || words(own) === words(others)) return null
    const lost = others.some((other) => !own.some(isNamed(asciiLower(other.name))))
    const got = `${fieldInWords(observation, FIELD)}, and ${fieldInWords(twin, FIELD)} for the twin "${name}"`
    return lost ? { verdict: 'warn', got, because } : { verdict: 'observed', got, because: '' }
  })
}
