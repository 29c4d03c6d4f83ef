import { entriesOf } from '../../harness/case/catalogue'
import { ROLES, type Role } from '../../harness/case/role'
import { escaped, table } from '../../reports/text/markdown-syntax'
import { CATALOGUE_OF } from '../../suites/catalogues'
import { R, type Requirement, requirements } from '../../suites/requirements'
import { clientRequirements } from '../../suites/requirements/client'
import { cases } from '../kill-matrix/scratch-runs'

const TLS = 'a rule of TLS, which no suite tests yet'
const HTTP2 = 'a rule of HTTP/2, which no suite tests yet'
const HTTP3 = 'a rule of HTTP/3, which no suite tests yet'

function all(reason: string, ...statements: Requirement[]): [Requirement, string][] {
  return statements.map((statement) => [statement, reason])
}

/** The normative statements that no case tests, each with the reason. */
export const UNTESTED: ReadonlyMap<Requirement, string> = new Map<Requirement, string>([
  [R.serverMayBeSeveralMachines, 'a definition of "server": it decides whom a verdict is about'],
  [R.failureLogged, 'a log cannot be observed from outside'],
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

/** The ids of the client cases that test each normative statement about clients. */
export function clientCasesByStatement(): Map<Requirement, string[]> {
  const all = entriesOf(CATALOGUE_OF.client.suites).map((entry) => entry.case)
  return new Map(
    clientRequirements.map((each) => [each, all.filter(({ tests }) => tests.includes(each)).map(({ id }) => id)]),
  )
}

/** A row for each statement, with its cases or the reason why there is none. */
function coverageTable(tested: ReadonlyMap<Requirement, readonly string[]>): string {
  const rows = [...tested].map(([each, ids]) => {
    const { id, where, level, statement } = each
    const cell = ids.length > 0 ? ids.join(', ') : `none: ${UNTESTED.get(each)}`
    return [id, where, level, statement, cell].map(escaped)
  })
  return table(['id', 'where', 'level', 'statement', 'cases'], rows)
}

/** docs/coverage.md: each normative statement with the cases that test it, or with the reason why none does. */
export function coveragePage(roles: readonly Role[] = ROLES): string {
  const ofClients = `
# Coverage of what binds clients

${coverageTable(clientCasesByStatement())}
`
  return `# Coverage

The normative statements that bind a server in the opening handshake, and the cases that test each of them. \`npm run docs\` writes
this page.

${coverageTable(casesByStatement())}
${roles.includes('client') ? ofClients : ''}`
}
