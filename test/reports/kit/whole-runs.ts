import { randomBytes } from 'node:crypto'
import { entriesOf } from '../../../harness/case/catalogue'
import type { CaseResult, Results, StoredEvent, Verdict } from '../../../harness/case/results'
import { suites } from '../../../suites/server/index'
import { exchange, request, result, results, switched, target } from './results'

/** How many of a hundred cases are findings, which show their bytes. */
const FINDINGS = 12

function verdictOf(i: number): Verdict {
  if (i % 100 < FINDINGS) return (['fail', 'contested', 'fail', 'warn'] as const)[i % 4] ?? 'fail'
  return i % 5 === 0 ? 'observed' : 'pass'
}

/** Writes and reads at times as they are on a busy machine. */
function eventsOf(): StoredEvent[] {
  const times = Array.from({ length: 3 }, () => randomBytes(2).readUInt16LE() / 100).sort((a, b) => a - b)
  return [0, ...times].map((atMs, i) => ({ direction: i % 2 ? 'received' : 'sent', octets: i > 1 ? 18 : 160, atMs }))
}

function caseResult(entry: ReturnType<typeof entriesOf>[number], i: number, name: string): CaseResult {
  const { id, title, level, source } = entry.case
  const [key, other] = [0, 1].map(() => randomBytes(16).toString('base64')) as [string, string]
  const refusal = `HTTP/1.1 400 Bad Request\r\nServer: ${name}\r\nContent-Type: text/html\r\nContent-Length: 4${i % 10}\r\n\r\n${'x'.repeat(40 + (i % 10))}`
  const expected = 'no 101, or a 101 with the right Sec-WebSocket-Accept, Upgrade and Connection'
  return result(id, verdictOf(i), {
    title,
    level,
    source: source.map(({ rfc, section }) => `RFC ${rfc} ${section}`),
    expected,
    got: `101 Switching Protocols, then a Pong (Server: ${name})`,
    exchanges: [
      {
        ...exchange({ sent: request(key, `X-Case: ${id}\r\n`), received: switched(key, `Server: ${name}\r\n`) }),
        events: eventsOf(),
      },
      ...(i % 2 ? [exchange({ sent: request(other, `X-Again: ${id}\r\n`), received: refusal })] : []),
    ],
  })
}

/** Results of every case of the catalogue, as large as those of a real server. Each target answers with its own text. */
export function wholeRuns(number: number): Results {
  const entries = entriesOf(suites)
  const controls = result('0.01').exchanges
  return results(
    ...Array.from({ length: number }, (_, n) => {
      const name = `server-${n}`
      return target(
        `${name}@1.${n}`,
        entries.map((entry, i) => caseResult(entry, i, name)),
        { controls },
      )
    }),
  )
}
