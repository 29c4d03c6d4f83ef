import type { Response } from '../../case/http-message'

/** The data of chunks from `at` on, as far as they came (RFC 9112 7.1). */
function chunkData(bytes: Buffer, at: number): Buffer {
  const data: Buffer[] = []
  for (let from = at; ; ) {
    const lf = bytes.indexOf(0x0a, from)
    const size = lf < 0 ? null : /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?\r?$/.exec(bytes.toString('latin1', from, lf))
    const length = Number.parseInt(size?.[1] ?? '0', 16)
    if (length === 0) return Buffer.concat(data)
    data.push(bytes.subarray(lf + 1, lf + 1 + length))
    const next = bytes.indexOf(0x0a, lf + 1 + length)
    if (next < 0) return Buffer.concat(data)
    from = next + 1
  }
}

/** The content of a response as far as it came, without the framing of chunks (RFC 9112 6, 7.1). */
export function contentBytes(bytes: Buffer, { framing, bodyStart, end }: Response): Buffer {
  const body = bytes.subarray(bodyStart, end)
  return framing === 'chunked' ? chunkData(body, 0) : body
}
