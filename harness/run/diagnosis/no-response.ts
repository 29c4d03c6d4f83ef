import { shown } from '../../judge/shown-text'
import type { Advice } from './advice'
import { type Findings, wasEnded } from './findings'
import type { GetResult } from './ordinary-get'

/** A 101 that no client reads as one: after other bytes, or without the end of its header section. Null for anything else. */
function aboutBroken101(text: string, where: string): string | null {
  const at = text.search(/HTTP\/1\.\d 101\b/)
  if (at < 0) return null
  if (at > 0)
    return `${where} answers 101, but after other bytes: ${shown(text.slice(0, at), 60)}. A response begins with its status line (RFC 9112 2.1).`
  if (/\r?\n\r?\n/.test(text)) return null
  return `${where} answers 101, but without the empty line that ends its header section (RFC 9112 2.1): ${shown(text.slice(-60))}`
}

/** What was received before the answer broke off, or instead of one; null where nothing was received. */
function aboutIncomplete({ control, where }: Findings): string | null {
  const { received, recording } = control
  const text = received.toString('latin1')
  const broken = recording.overflow ? null : aboutBroken101(text, where)
  if (broken !== null) return broken
  if (control.answers[0].garbageAt !== null)
    return `${where} answers, but not in HTTP: ${shown(text, 60)}. Is the port right?`
  if (received.length === 0) return null
  const begin = `${shown(text.slice(0, 60))}. Is the port right?`
  if (recording.overflow)
    return `${where} sent more than ${recording.receivedBytes} bytes of an answer without an end: ${begin}`
  const some = `${received.length} bytes of an incomplete answer`
  if (wasEnded(control)) return `${where} ended the connection after ${some}: ${begin}`
  return `${where} sent ${some}, and then nothing for ${Math.round(recording.endedMs)} ms: ${begin}`
}

/** What it means that there is no response to the correct handshake; `get` is what an ordinary GET gave. */
export function aboutNoResponse(findings: Findings, get: GetResult): Advice {
  const { control, where } = findings
  const incomplete = aboutIncomplete(findings)
  if (incomplete !== null) return { looksLike: incomplete }
  const http =
    get.status === null
      ? null
      : `It answers an ordinary GET with ${get.status}: it may be a plain HTTP server. Is the path right?`
  if (wasEnded(control))
    return {
      looksLike: `${where} ended the connection without an answer to the correct handshake. ${http ?? 'Is the port right, and is it a WebSocket server?'}`,
    }
  return {
    looksLike: `${where} took the connection and sent nothing for ${Math.round(control.recording.endedMs)} ms. ${http ?? 'Is the port right? Does it speak TLS (wss://)?'}`,
    help: '--timeout MS sets how long to wait.',
  }
}
