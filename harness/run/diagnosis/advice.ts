import type { Suggestion } from '../../case/results'

/** What a target that does not accept the correct handshake looks like, and what helps; in sentences. */
export interface Advice {
  looksLike: string
  /** Which flag or which change of the URL helps. */
  help?: string
  /** With what to try again. */
  suggestion?: Suggestion
}

/** Why a target does not answer the correct handshake with 101. */
export interface Diagnosis extends Advice {
  /** All of it, in one or more sentences. */
  text: string
  /** The beginning of the content of the refusal, masked; absent where there is none. */
  content?: string
}
