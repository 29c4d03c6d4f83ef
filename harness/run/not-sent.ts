import type { Recording } from '../case/recording'

/** The recording of a connection that was not opened because the time for the target was over. */
export function notSent(): Recording {
  return {
    requests: [],
    sent: [],
    received: [],
    receivedBytes: 0,
    ended: 'refused',
    errorCode: null,
    connectedMs: null,
    endedMs: 0,
    marks: [],
    overflow: false,
  }
}
