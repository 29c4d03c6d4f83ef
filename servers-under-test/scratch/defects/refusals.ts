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
    name: 'bad-key-500',
    breaks: [R.invalidHandshakeIsHttpError, R.keyIs16Bytes, R.invalidInputRejected, R.keySingle],
    says: 'answers 500 to a bad key',
    clause: 'RFC 6455 4.2.1, RFC 9110 15.5',
    change: (refusal) => (refusal.clause === 'RFC 6455 4.2.1 item 5' ? { ...refusal, status: 500 } : refusal),
  }),
]
