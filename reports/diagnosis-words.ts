import type { TargetResult } from '../harness/case/results'
import { clean } from './text/clean'
import { clipped } from './text/phrases'

/** A line about a target that could not be judged: what it is about, and its text, cleaned. */
export interface DiagnosisRow {
  label: 'sent' | 'received' | 'looks like' | 'what helps'
  text: string
}

/** A target that could not be judged, in words. */
export interface NotJudged {
  /** What follows `NOT JUDGED: `, cleaned. */
  verdict: string
  /** What the verdict does not say: what was sent, what came back with its content, what that looks like, which flag helps. */
  rows: DiagnosisRow[]
}

/** The most characters of one fact. A run writes fewer; results that somebody wrote by hand may have anything. */
const LONGEST_FACT = 600

function fact(text: string): string {
  return clean(clipped(text, LONGEST_FACT))
}

/**
 * Puts the diagnosis of a target into words, each fact once; null where the target was judged. The command to try is that
 * of `nextStep`.
 */
export function notJudged({ diagnosis, refusal }: TargetResult): NotJudged | null {
  if (diagnosis === undefined) return null
  if (refusal === undefined) return { verdict: fact(diagnosis), rows: [] }
  const { sent, received, content, looksLike, help = '' } = refusal
  const isSent = sent !== ''
  const answer = content === undefined ? received : `${received}: ${content}`
  const rows: DiagnosisRow[] = [
    { label: 'sent', text: isSent ? `${sent}, a correct handshake` : '' },
    { label: 'received', text: isSent ? answer : '' },
    { label: 'looks like', text: isSent ? looksLike : '' },
    { label: 'what helps', text: help },
  ]
  const shown = rows.filter(({ text }) => text !== '').map(({ label, text }) => ({ label, text: fact(text) }))
  return { verdict: isSent ? 'the correct handshake was not answered with 101' : fact(looksLike), rows: shown }
}
