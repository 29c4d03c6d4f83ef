import { resultsDocument } from '../../collect/results-document'
import type { ClientCase } from '../../harness/case/client-case'
import type { PageAnswer } from '../../harness/case/page'
import type { CaseResult } from '../../harness/case/results'
import { CONTROL_ID, ManualRun } from '../../harness/run/client/manual-run'
import type { ManualUrl } from '../../harness/run/client/manual-url'
import { maskCommand } from '../../harness/run/masking/words'
import { clientListPage, type ListedCase } from '../../reports/client-list-page'
import { knownBefore, knownFailures } from '../../settings/plan'
import { select } from '../../settings/selection'
import { UsageError } from '../../settings/usage-error'
import { clientSuites } from '../../suites/client'
import type { ExitCode } from '../exit-codes'
import { readPort } from '../read-port'
import { checkReporting } from '../reporting'
import { judgeAndReport } from '../run-and-report'
import { aborted } from '../until-signal'
import type { Call } from './command'

function urlsIn(urls: readonly ManualUrl[]): ListedCase['urls'] {
  return urls.map(({ url, of }) => ({ url, protocols: of.part.protocols ?? [] }))
}

/** What the list shows of a case: nobody asked, connected, or its verdict. */
function listed({ id, title, level }: ClientCase, result: CaseResult, urls: readonly ManualUrl[]): ListedCase {
  const about = { id, title, level, urls: urlsIn(urls) }
  if (urls.some(({ isBusy }) => isBusy)) return { ...about, verdict: null, words: 'connected' }
  const { verdict, got, because } = result
  const isKnown = urls.length === 0 || urls.some(({ evidence }) => evidence !== null)
  if (!isKnown) return { ...about, verdict: null, words: because === 'nobody asked for it' ? 'not asked' : because }
  return { ...about, verdict, words: [got, because].filter((text) => text !== '').join('. ') }
}

function controlOf(run: ManualRun): ListedCase {
  const urls = run.urlsOf({ id: CONTROL_ID })
  const about = { id: CONTROL_ID, title: 'the right 101, then an echo', level: '', urls: urlsIn(urls) }
  if (urls.some(({ isBusy }) => isBusy)) return { ...about, verdict: null, words: 'connected' }
  if (urls.every(({ evidence }) => evidence === null)) return { ...about, verdict: null, words: 'not asked' }
  return run.isProven
    ? { ...about, verdict: 'pass', words: 'the client opened the WebSocket, and sent a message at once' }
    : { ...about, verdict: 'inconclusive', words: 'the client sent no message within a second of the answer' }
}

function pageOf(run: ManualRun, target: string): PageAnswer | null {
  if (target.replace(/\?.*/s, '') !== '/') return null
  const { cases, summary } = run.results('')
  const results = new Map(cases.map((each) => [each.id, each]))
  const suites = clientSuites.map(({ number, title, cases: own }) => ({
    number,
    title,
    cases: own.flatMap((testCase) => {
      const result = results.get(testCase.id)
      return result ? [listed(testCase, result, run.urlsOf(testCase))] : []
    }),
  }))
  const body = clientListPage({
    host: run.host,
    control: controlOf(run),
    isProven: run.isProven,
    suites: suites.filter(({ cases: own }) => own.length > 0),
    summary,
  })
  return { status: 200, type: 'text/html; charset=utf-8', body }
}

/** Starts the server. @throws {UsageError} where it cannot listen there. */
async function begin({ settings, flags }: Call): Promise<ManualRun> {
  const port = readPort(String(flags['port']))
  const address = String(flags['host'])
  const { strict, slow, timeout: timeoutMs } = settings
  return ManualRun.begin({
    suites: clientSuites,
    selected: new Set(select(clientSuites, settings).map((entry) => entry.case.id)),
    profile: flags['whatwg'] === true ? 'whatwg' : 'rfc',
    timeoutMs,
    strict,
    slow,
    port,
    address,
    page: (run) => async (request) => (request.method === 'GET' ? pageOf(run, request.target) : null),
  }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message
    throw new UsageError(`--host ${address} --port ${port}: ${why}`)
  })
}

/** Reports what came until the signal. */
async function report(run: ManualRun, { line, settings, context }: Call): Promise<ExitCode> {
  const reporting = checkReporting(settings, [], context)
  const marks = knownFailures(settings, context.cwd, 'client')
  const known = { marks, before: knownBefore(settings, marks, context.cwd) }
  const results = await resultsDocument(maskCommand(line.words), async () => {
    context.stderr.write(`http://${run.host}/ lists the cases; Ctrl-C ends, and writes the reports\n`)
    await aborted(context.signal)
    await run.close()
    return [run.results(settings.name ?? 'a client')]
  })
  return judgeAndReport(results, { reporting, settings, known, compared: false }, context)
}

/** `wsspec clients serve`: the server alone. A person points a client at its URLs until a signal ends it. */
export async function action(call: Call): Promise<ExitCode> {
  const run = await begin(call)
  try {
    return await report(run, call)
  } finally {
    await run.close()
  }
}
