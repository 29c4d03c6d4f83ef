/**
 * The kinds of steps, by the name that a step has in `do`. Each file in harness/play/steps adds its own kind here, so that
 * a kind is declared, performed and put into words in one place.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the files in harness/play/steps fill it.
export interface StepKinds {}

/** A step of a script over one connection. All times are milliseconds. */
export type Step = StepKinds[keyof StepKinds]

/** The script of a plain case: the request, its answer, and where that opened, a check that the link works. */
export const HANDSHAKE: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'alive' }]
