import type { Frame, FrameRun } from '../case/frame'
import type { Answer, Head } from '../case/http-message'
import type { Observation } from '../case/observation'
import { memoized } from '../judge/memoized'
import { OPCODE } from '../wire/websocket/frame'

/** An observation that weighs no more is kept as it is, bytes. Nearly all do. */
export const LIGHT = 1 << 14

/** How many frames are kept from each end of a link, and how many control frames. */
const FRAMES = 16
const CONTROL_FRAMES = 32

/** Longer payloads are cut to the longest that a control frame may have (RFC 6455 5.5). */
const WHOLE_PAYLOAD = 1024
const CUT_PAYLOAD = 125

/** How many interim responses of an answer are kept. */
const INTERIM = 32

/** What one frame takes up beside its payload, about, bytes. */
const FRAME_WEIGHT = 200

function headWeight({ fields, faults, statusLine }: Head): number {
  const shown = faults.reduce((sum, fault) => sum + fault.shown.length, 0)
  return fields.reduce((sum, { name, value }) => sum + name.length + value.length, statusLine.length + shown)
}

function headsOf({ answers }: Observation): Head[] {
  return answers.flatMap(({ interim, final }) => [...interim, ...(final ? [final.head] : [])])
}

/** True if the number of frames alone is too large. Payloads are not read, because a flood has millions. */
function hasManyFrames({ link }: Observation): boolean {
  return (link?.frames.length ?? 0) * FRAME_WEIGHT > LIGHT
}

/** The memory that an observation takes up, about, bytes. */
export function weightOf(observation: Observation): number {
  const heads = headsOf(observation).reduce((sum, head) => sum + headWeight(head), 0)
  const { frames = [], after = '' } = observation.link ?? {}
  const link = frames.reduce((sum, { payload }) => sum + payload.length + FRAME_WEIGHT, after.length)
  return observation.received.length + heads + link
}

function trimmedFrame(frame: Frame): Frame {
  const isLong = frame.payload.length > WHOLE_PAYLOAD
  // A copy: the payload may be a view of much more.
  const payload = Buffer.from(isLong ? frame.payload.subarray(0, CUT_PAYLOAD) : frame.payload)
  const { fin, rsv, opcode, cut = isLong } = frame
  return { fin, rsv, opcode, payload, ...(cut ? { cut } : {}) }
}

/** The indexes of the frames that are kept: those at both ends of the link, and the control frames between them up to a number. */
function keptFrames(frames: readonly Frame[]): number[] {
  const isControl = (at: number) => (frames[at]?.opcode ?? 0) >= OPCODE.close
  const last = frames.length - 1
  const kept = new Set<number>()
  for (let at = 0, left = CONTROL_FRAMES; at <= last && (at < FRAMES || left > 0); at++)
    if (at < FRAMES || (isControl(at) && left-- > 0)) kept.add(at)
  for (let at = last, left = CONTROL_FRAMES; at >= 0 && (at > last - FRAMES || left > 0); at--)
    if (at > last - FRAMES || (isControl(at) && left-- > 0)) kept.add(at)
  return [...kept].sort((a, b) => a - b)
}

function trimmedLink({ frames, after, ...run }: FrameRun): FrameRun {
  const kept = keptFrames(frames)
  return {
    ...run,
    ...(kept.length < frames.length ? { leftOut: frames.length - kept.length } : {}),
    frames: kept.flatMap((at) => frames[at] ?? []).map(trimmedFrame),
    after: Buffer.from(after.subarray(0, LIGHT)),
  }
}

function trimmedHead(head: Head): Head {
  if (headWeight(head) <= LIGHT) return head
  let room = LIGHT
  const fits = (text: string) => {
    room -= text.length
    return room >= 0
  }
  const fields = head.fields.filter(({ name, value }) => fits(name + value))
  const faults = head.faults.filter(({ shown }) => fits(shown))
  return {
    ...head,
    fields,
    faults,
    statusLine: head.statusLine.slice(0, LIGHT),
    reason: head.reason.slice(0, LIGHT),
    cut: true,
  }
}

function trimmedAnswer(answer: Answer): Answer {
  return {
    ...answer,
    interim: answer.interim.slice(0, INTERIM).map(trimmedHead),
    final: answer.final && { ...answer.final, head: trimmedHead(answer.final.head) },
    ...(answer.interim.length > INTERIM ? { cut: true } : {}),
  }
}

/** What was trimmed already. */
const results = new WeakSet<Observation>()

/**
 * An observation without most of what is only needed to judge it: the first 16 KiB, and the frames at both ends of the link.
 * A finding that is made of what is left may rest on what is not; then it is inconclusive (judge/cut.ts). One that weighs
 * little is the same object, and so is what one observation gives each time.
 */
export const trimmed: (observation: Observation) => Observation = memoized((observation) => {
  if (results.has(observation)) return observation
  if (!hasManyFrames(observation) && weightOf(observation) <= LIGHT) return observation
  const { recording, answers, link } = observation
  const { link: _, ...rest } = recording
  const received = Buffer.from(observation.received.subarray(0, LIGHT))
  let at = 0
  const chunks = recording.received.map(({ atMs, octets }) => {
    const start = at
    at += octets.length
    return { atMs, octets: received.subarray(start, at) }
  })
  const [first, ...more] = answers
  const result: Observation = {
    ...observation,
    recording: { ...rest, received: chunks },
    received,
    answers: [trimmedAnswer(first), ...more.map(trimmedAnswer)],
    link: link && trimmedLink(link),
  }
  results.add(result)
  return result
})
