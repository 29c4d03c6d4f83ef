import { type Entry, entriesOf, idsOf } from '../../harness/case/catalogue'
import { clauseLink } from '../../harness/case/clause-link'
import type { ClientCase, ClientPart } from '../../harness/case/client-case'
import type { ReplyVars } from '../../harness/case/reply'
import { replyKindOf } from '../../harness/serve/steps'
import { readRequestHead } from '../../harness/wire/http1/request-head'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { didYouMean } from '../../settings/suggest'
import { UsageError } from '../../settings/usage-error'
import { clientSuites } from '../../suites/client'
import { causeOfClientCase } from '../../suites/client/causes'
import { EXIT, type ExitCode } from '../exit-codes'
import type { Call } from './command'

/** The key of the example in RFC 6455 1.3. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

/** The values of an example request, from which the shown answer follows. */
function exampleVars(): ReplyVars {
  const text = `GET /c/ HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`
  const read = readRequestHead(Buffer.from(text))
  if (read === null) throw new Error('the example request has no end')
  const randomAccept = 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='
  return {
    request: read.head,
    key: KEY,
    accept: acceptFor(KEY),
    previousKey: '',
    randomAccept,
    host: '127.0.0.1:8080',
    clearHost: '127.0.0.1:8080',
    path: '/c/',
  }
}

function stepsOf({ steps = [{ do: 'reply' }, { do: 'converse' }], url, protocols }: ClientPart): string[] {
  const wording = {
    vars: exampleVars(),
    quote: (bytes: Buffer) => JSON.stringify(bytes.toString('latin1').slice(0, 400)),
    duration: (ms: number) => `${ms} ms`,
  }
  const address = url?.({ base: 'ws://127.0.0.1:8080', host: '127.0.0.1:8080', path: '/c/', page: '127.0.0.1:8080' })
  return [
    ...(address === undefined ? [] : [`the client gets the URL ${address}`]),
    ...(protocols === undefined ? [] : [`the client offers ${protocols.join(', ')}`]),
    ...steps.map((step) => replyKindOf(step).inWords(step, wording)),
  ]
}

function textOf({ suite, case: testCase }: Entry<ClientCase>): string {
  const { id, level, title, source, parts = [], derived, contested } = testCase
  const cause = causeOfClientCase(id)
  const lines = [
    `${id} ${title}`,
    `${level}${contested ? ', contested' : ''}; suite ${suite.number}, ${suite.title}`,
    '',
    ...parts.flatMap((part) => stepsOf(part).map((line) => `  ${line}`)),
    ...parts.flatMap(({ expect }) => (expect ? ['', `Required: ${expect.says}`] : [])),
    ...(derived ? [`Required of every request: ${derived.says}`] : []),
    ...(contested ? [`Strict: ${contested.strict}`, `Lenient: ${contested.lenient}`] : []),
    '',
    ...source.map((clause) => `  ${clauseLink(clause).text}\n    ${clauseLink(clause).url}`),
    ...(cause ? ['', `A finding means: ${cause.title}. ${cause.remedy}`] : []),
    '',
    `Run it: wsspec clients run --only ${id} -- CMD ARG… {url} {protocols}`,
    '',
  ]
  return lines.join('\n')
}

/** The client case with this id. @throws {UsageError} if there is none. */
function entryOf(id: string): Entry<ClientCase> {
  const entry = entriesOf(clientSuites).find((each) => each.case.id === id.toUpperCase())
  if (entry) return entry
  throw new UsageError(
    `no client case has the id ${id}: ${didYouMean(id, new Set(idsOf(clientSuites)), "'wsspec clients list' shows every id")}`,
  )
}

/** `wsspec clients explain`: what client cases answer and require, and how to run them. */
export function action({ context, words }: Call): ExitCode {
  context.stdout.write(words.map(entryOf).map(textOf).join('\n'))
  return EXIT.fine
}
