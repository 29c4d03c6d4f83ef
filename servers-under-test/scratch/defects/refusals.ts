import { R } from '../../../suites/requirements'
import { FULL_PROFILE } from '../fixture'
import type { Answer } from '../http/answer'
import type { Request } from '../http/request'
import type { Defect } from './defect'
import { changingRefusals, percentDecoded, plus, withoutField } from './kit'

/** What the error page repeats of a request: its target, and its X-Probe. */
function reflected(request: Request): string {
  const probe = request.fields.find(({ name }) => /^x-probe$/i.test(name))
  return `${request.target} ${probe?.value ?? ''}`
}

function asHtml(answer: Answer, text: string): Answer {
  const content = Buffer.from(`<!doctype html><title>Error</title><p>${text}</p>\n`, 'latin1')
  return { ...answer, fields: [['Content-Type', 'text/html; charset=utf-8']], content }
}

/** Refusals, and a path that needs credentials. */
export const REFUSAL_DEFECTS: readonly Defect[] = [
  changingRefusals({
    name: '401-without-challenge',
    breaks: [R.authenticationAllowed, R.requiredFieldIn401And405],
    says: 'leaves WWW-Authenticate out of a 401',
    clause: 'RFC 9110 15.5.2',
    change: (refusal) => withoutField(refusal, 'WWW-Authenticate'),
  }),
  changingRefusals({
    name: '401-for-bad-key',
    breaks: [R.requiredFieldIn401And405],
    says: 'answers 401 to a bad key, and names no credentials',
    clause: 'RFC 9110 15.5.2',
    change: (refusal) => (refusal.clause === 'RFC 6455 4.2.1 item 5' ? { ...refusal, status: 401 } : refusal),
  }),
  changingRefusals({
    name: 'location-with-two-schemes',
    breaks: [R.redirectNamesAnAddress],
    says: 'redirects to https://wss://host/',
    clause: 'RFC 9110 10.2.2',
    change: (refusal) =>
      refusal.status === 301 ? { ...refusal, fields: [['Location', 'https://wss://example.test/']] } : refusal,
  }),
  {
    name: 'content-type-twice',
    breaks: [R.responseFieldsNotRepeated],
    says: 'sends Content-Type twice in refusals',
    clause: 'RFC 9110 5.3',
    replaces: (intact) => ({
      refusalAnswer(refusal, request) {
        const answer = intact.refusalAnswer(refusal, request)
        return answer && plus(answer, 'Content-Type', 'text/plain; charset=utf-8')
      },
    }),
  },
  {
    name: 'credentials-unchecked',
    breaks: [R.authenticationAllowed],
    says: 'accepts any credentials',
    clause: 'RFC 6455 10.5',
    replaces: (intact) => ({
      resource: (request, authority, path) =>
        path === FULL_PROFILE.authPath && request.fields.some(({ name }) => /^authorization$/i.test(name))
          ? undefined
          : intact.resource(request, authority, path),
    }),
  },
  {
    name: 'error-page-reflects',
    breaks: [R.errorPageEscapesInput],
    says: 'writes text of the client into an HTML error page',
    clause: 'RFC 9110 17',
    replaces: (intact) => ({
      refusalAnswer(refusal, request) {
        const answer = intact.refusalAnswer(refusal, request)
        const markup = request !== undefined && reflected(request).includes('<')
        return answer === undefined || !markup ? answer : asHtml(answer, reflected(request))
      },
      page(request) {
        const answer = intact.page(request)
        return reflected(request).includes('<') ? asHtml(answer, reflected(request)) : answer
      },
    }),
  },
  {
    name: 'field-injection',
    breaks: [R.noInputTrusted],
    says: 'writes the decoded target into a response field',
    clause: 'RFC 9112 11.1',
    replaces: (intact) => ({
      refusalAnswer(refusal, request) {
        const answer = intact.refusalAnswer(refusal, request)
        return answer === undefined || request === undefined || !/%0d%0a/i.test(request.target)
          ? answer
          : plus(answer, 'Content-Location', percentDecoded(request.target))
      },
    }),
  },
  changingRefusals({
    name: 'bad-connection-500',
    breaks: [R.invalidHandshakeIsHttpError, R.invalidInputRejected],
    says: 'answers 500 to a malformed Connection',
    clause: 'RFC 6455 10.7',
    change: (refusal) => (refusal.because.startsWith('Connection is not') ? { ...refusal, status: 500 } : refusal),
  }),
  changingRefusals({
    name: 'bad-key-500',
    breaks: [R.invalidHandshakeIsHttpError, R.keyIs16Bytes, R.invalidInputRejected, R.keySingle],
    says: 'answers 500 to a bad key',
    clause: 'RFC 6455 4.2.1, RFC 9110 15.5',
    change: (refusal) => (refusal.clause === 'RFC 6455 4.2.1 item 5' ? { ...refusal, status: 500 } : refusal),
  }),
]
