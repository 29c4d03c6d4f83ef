import type { ClientFrame, ClientObservation, RequestHead, ServedExchange } from '../../case/client-observation'
import { type DriverEvent, type DriverReport, type DriverWord, GREETING } from '../../case/driver'
import { fieldValues } from '../../wire/http1/fields'
import { isDataFrame } from '../../wire/websocket/client-frames'

/** The exchanges whose request is complete. */
export function asked({ exchanges }: ClientObservation): (ServedExchange & { request: RequestHead })[] {
  return exchanges.filter((each): each is ServedExchange & { request: RequestHead } => each.request !== null)
}

/** The first request of an attempt; null where none came. */
export function firstRequestOf(observation: ClientObservation): RequestHead | null {
  return asked(observation)[0]?.request ?? null
}

/** The values of a field in a request, one for each line. */
export function requested(request: RequestHead, name: string): string[] {
  return fieldValues(request.fields, name)
}

/** Every frame that the client sent in the attempt. */
export function framesOf({ exchanges }: Pick<ClientObservation, 'exchanges'>): readonly ClientFrame[] {
  return exchanges.flatMap(({ link }) => link?.frames ?? [])
}

/**
 * True for a frame that shows that the client has opened the WebSocket: other bytes are hardly ever read as a masked frame, or
 * as the message of a driver. C0.37 scores a client that does not mask it.
 */
export function showsOpen(frame: ClientFrame): boolean {
  return frame.maskKey !== null || (isDataFrame(frame) && frame.payload.toString('latin1') === GREETING)
}

/** The client sent a message: it has opened the WebSocket, whatever its driver says. */
export function hasSpoken(observation: ClientObservation): boolean {
  return framesOf(observation).some((frame) => isDataFrame(frame) && showsOpen(frame))
}

/** Thrown where a judgement needs the output of a driver, and the run has no driver. */
export class NoDriver extends Error {
  constructor() {
    super('only the driver of a client shows this, and there is none')
  }
}

/** The events that a driver reported. @throws {NoDriver} where there is none. */
function said({ events, end }: DriverReport): readonly DriverEvent[] {
  if (end.how === 'none') throw new NoDriver()
  return events
}

/** The first event of a driver with one of these words. @throws {NoDriver} where there is none. */
export function eventOf(driver: DriverReport, ...words: readonly DriverWord[]): DriverEvent | undefined {
  return said(driver).find(({ word }) => words.includes(word))
}

/**
 * The messages that the driver got: the JSON text after MESSAGE, or the plain text where it is no JSON.
 * @throws {NoDriver} where there is no driver.
 */
export function messagesOf(driver: DriverReport): string[] {
  return said(driver)
    .filter(({ word }) => word === 'MESSAGE')
    .map(({ text }) => textIn(text))
}

function textIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : text
  } catch {
    return text
  }
}
