import { R, type Requirement, requirements } from '../../suites/requirements'
import { cases } from './kill-matrix'

const TLS = 'a rule of TLS: no suite speaks of it yet'
const HTTP2 = 'a rule of HTTP/2: no suite speaks it yet'
const HTTP3 = 'a rule of HTTP/3: no suite speaks it yet'

function all(reason: string, ...statements: Requirement[]): [Requirement, string][] {
  return statements.map((statement) => [statement, reason])
}

/** Why no case tests a normative statement. */
export const UNTESTED: ReadonlyMap<Requirement, string> = new Map<Requirement, string>([
  [R.serverMayBeSeveralMachines, 'defines who the server is; it decides whom a verdict is about'],
  [R.failureLogged, 'a log cannot be seen from outside'],
  ...all(
    TLS,
    R.tlsHandshakeFirst,
    R.tlsSupported,
    R.tlsClosureAlertSent,
    R.oldTlsVersionsRefused,
    R.tlsProtocolFromOffer,
    R.tlsRecordsMaySplitMessage,
    R.tlsEarlyDataOpensNothing,
    R.tlsRenegotiationSecured,
    R.tlsCertificateCoversHost,
  ),
  ...all(
    HTTP2,
    R.http2ConnectSettingNeverRevoked,
    R.noTunnelToAuthority,
    R.http2WithoutKeyOrUpgrade,
    R.chosenHttp2IsSpoken,
    R.http2ConnectOpensTunnel,
    R.http2BadPseudoFieldFails,
    R.http2BadFieldFails,
    R.http2StreamActsAsConnection,
    R.http2FramingChangesNothing,
    R.no101InHttp2,
    R.http2ProtocolNeedsSetting,
  ),
  ...all(
    HTTP3,
    R.unknownProtocolAnswered501,
    R.http3StreamClosureMapped,
    R.http3ConnectOpensTunnel,
    R.http3BadRequestFails,
    R.http3ConnectSettingSentOnce,
  ),
])

/** The ids of the cases that test each normative statement. */
export function casesByStatement(): Map<Requirement, string[]> {
  return new Map(
    requirements.map((each) => [each, cases.filter(({ tests }) => tests.includes(each)).map(({ id }) => id)]),
  )
}

/** docs/coverage.md: each normative statement and the cases that test it, or why none does. */
export function renderCoverage(): string {
  const tested = casesByStatement()
  const rows = requirements.map((each) => {
    const { id, where, level, statement } = each
    const by = tested.get(each) ?? []
    return `| ${id} | ${where} | ${level} | ${statement.replaceAll('|', '\\|')} | ${by.join(', ') || `none: ${UNTESTED.get(each)}`} |`
  })
  return `# Coverage

The normative statements that bind the server in an opening handshake, and the cases that test each. Written by \`npm run docs\`.

| id | where | level | statement | cases |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
