import { R } from '../../../suites/requirements'
import type { Answer } from '../answer'
import { FULL_PROFILE } from '../fixture'
import type { Request } from '../request'
import type { Defect } from './defect'
import { plus, untold } from './kit'

/** The value that a request has in X-Probe, or the target where it has none. */
function reflected(request: Request): string {
  const probe = request.fields.find(({ name }) => /^x-probe$/i.test(name))
  return `${request.target} ${probe?.value ?? ''}`
}

function asHtml(answer: Answer, text: string): Answer {
  const content = Buffer.from(`<!doctype html><title>Error</title><p>${text}</p>\n`, 'latin1')
  return { ...answer, fields: [['Content-Type', 'text/html; charset=utf-8']], content }
}

function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_octet, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** What can be wrong about refusals and protected paths. */
export const POLICY_DEFECTS: readonly Defect[] = [
  {
    name: '401-without-challenge',
    breaks: [R.authenticationAllowed, R.requiredFieldIn401And405],
    says: 'leaves WWW-Authenticate out of 401',
    clause: 'RFC 9110 15.5.2',
    replaces: (intact) => ({
      refusing: (refusal, request) => untold(intact.refusing(refusal, request), 'WWW-Authenticate'),
    }),
  },
  {
    name: 'credentials-unchecked',
    breaks: [R.authenticationAllowed],
    says: 'takes any credentials',
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
    says: 'writes what the client sent into an HTML error page',
    clause: 'RFC 9110 17',
    replaces: (intact) => ({
      told(refusal, request) {
        const answer = intact.told(refusal, request)
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
    says: 'writes the decoded target into a field',
    clause: 'RFC 9112 11.1',
    replaces: (intact) => ({
      told(refusal, request) {
        const answer = intact.told(refusal, request)
        return answer === undefined || request === undefined || !/%0d%0a/i.test(request.target)
          ? answer
          : plus(answer, 'Content-Location', decoded(request.target))
      },
    }),
  },
  {
    name: 'bad-key-500',
    breaks: [R.invalidHandshakeIsHttpError, R.keyIs16Bytes, R.invalidInputRejected, R.keySingle],
    says: 'answers a bad key with 500',
    clause: 'RFC 6455 4.2.1, RFC 9110 15.5',
    replaces: (intact) => ({
      refusing(found, request) {
        const refusal = intact.refusing(found, request)
        return refusal.clause === 'RFC 6455 4.2.1 item 5' ? { ...refusal, status: 500 } : refusal
      },
    }),
  },
]
