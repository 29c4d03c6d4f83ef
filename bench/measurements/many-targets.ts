import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Listening, listen } from '../../servers-under-test/scratch/server'
import { costOf, inFolder } from '../kit/processes'
import { type Measured, type Measurement, type Row, rounded } from '../measurement'

/** How many servers listen: targets at one port are tested one after the other. */
const SERVERS = 8

/** The cases of each target: the cost of a target beside that of its cases counts here. */
const CASES = '6.*'

const NUMBERS = [1, 10, 100, 1000]

/** The targets of the simulated journals. */
const JOURNALS = [1000, 10_000]

/** The most memory of a run of many, MB, and of one that is ten times as long beside it. */
const MOST_MB = 250
const MOST_GROWTH = 1.2

async function runLocal(servers: readonly Listening[], folder: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const count of NUMBERS) {
    const urls = Array.from({ length: count }, (_, at) => `ws://127.0.0.1:${servers[at % SERVERS]?.port}/?at=${at}`)
    const targets = join(folder, `targets-${count}.txt`)
    writeFileSync(targets, urls.join('\n'))
    const flags = ['--only', CASES, '--lines', join(folder, `${count}.jsonl`), '--html', join(folder, 'page.html')]
    const { wallS, peakMB } = await costOf(['run', '--targets', targets, ...flags])
    rows.push(
      { name: `${count} targets: each`, value: Math.round((1000 * wallS) / count), unit: 'ms' },
      { name: `${count} targets: peak`, value: peakMB, unit: 'MB', most: MOST_MB },
    )
  }
  return rows
}

/** Writes results of so many targets, in 50 groups, and the file that names them, as a run that has ended leaves them. */
function writeJournal(line: string, count: number, folder: string): { targets: string; lines: string } {
  const [targets, lines] = [join(folder, `journal-${count}.txt`), join(folder, `journal-${count}.jsonl`)]
  const document = JSON.parse(line)
  const [target] = document.targets
  const file = openSync(lines, 'w')
  const names: string[] = []
  for (let at = 0; at < count; at++) {
    const cases = target.cases.map((each: object, index: number) =>
      index === at % 50 ? { ...each, verdict: 'warn' } : each,
    )
    names.push(`ws://127.0.0.1:9/${at}`)
    writeSync(file, `${JSON.stringify({ ...document, targets: [{ ...target, name: names[at], cases }] })}\n`)
  }
  closeSync(file)
  writeFileSync(targets, names.join('\n'))
  return { targets, lines }
}

/** Reads journals of ended runs, whose line is that of one whole run, into the summary of the groups and their page. */
async function readJournals(server: Listening, folder: string): Promise<Row[]> {
  const [one, whole] = [join(folder, 'one.txt'), join(folder, 'whole.jsonl')]
  writeFileSync(one, `ws://127.0.0.1:${server.port}/`)
  await costOf(['run', '--targets', one, '--lines', whole])
  const line = readFileSync(whole, 'utf8')
  const peaks: number[] = []
  const rows: Row[] = []
  for (const count of JOURNALS) {
    const { targets, lines } = writeJournal(line, count, folder)
    const flags = ['--lines', lines, '--resume', '--html', join(folder, 'groups.html')]
    const { wallS, peakMB } = await costOf(['run', '--targets', targets, ...flags])
    peaks.push(peakMB)
    rows.push(
      { name: `journal of ${count} targets: each`, value: rounded((1000 * wallS) / count, 1), unit: 'ms' },
      { name: `journal of ${count} targets: peak`, value: peakMB, unit: 'MB', most: MOST_MB },
    )
  }
  const growth = rounded((peaks.at(-1) ?? 0) / (peaks[0] ?? 1), 2)
  return [...rows, { name: 'peak of ten times the journal', value: growth, unit: 'ratio', most: MOST_GROWTH }]
}

async function measure(): Promise<Measured> {
  const servers = await Promise.all(Array.from({ length: SERVERS }, () => listen()))
  try {
    return await inFolder(async (folder) => ({
      rows: [...(await runLocal(servers, folder)), ...(await readJournals(servers[0] as Listening, folder))],
    }))
  } finally {
    await Promise.all(servers.map((server) => server.close()))
  }
}

/** The cost of each target of `run --targets`, from 1 to 1,000 local ones, and of reading the results of 10,000. */
export const manyTargets: Measurement = { name: 'many-targets', measure }
