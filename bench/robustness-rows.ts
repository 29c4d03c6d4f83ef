import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Results, TargetResult } from '../harness/case/results'
import { isFinding } from '../harness/case/verdicts'
import { type Listening, listen } from '../servers-under-test/scratch/server'
import { type Cost, costOf, greetingServer, reportFlags } from './kit/processes'
import { BOUNDS } from './time-bounds'
import { BARE_WS, startTarget, TROUBLES } from './time-targets'

/** One figure, in its unit, for each thing that is measured: wall time and processor time, s, and peak memory, MB. */
export interface Figures<Figure> {
  wallS?: Figure
  cpuS?: Figure
  peakMB?: Figure
}

/** What a row measured now. */
export interface Outcome extends Cost {
  /** What else is to know, in words. */
  remark?: string
}

/** A row of the table. */
export interface RobustnessRow {
  name: string
  /** What was measured before anything was bounded, at version 0.1.0. */
  before: Figures<string>
  /** The most that it should be. */
  most?: Figures<number>
  /** @param folder for the files of the row */
  measure(folder: string): Promise<Outcome>
}

/** The most memory of a run against one target, MB. */
const MOST_MB = 250

/** The default of --max-time, s, and what the last controls and the reports may take. */
const MAX_TIME_S = 125

/** The most of a target that accepts and is mute then, s. */
const MUTE_S = BOUNDS['mute after the 101']

function targetIn(file: string): TargetResult {
  const [target] = (JSON.parse(readFileSync(file, 'utf8')) as Results).targets
  if (target === undefined) throw new Error('the results have no target')
  return target
}

function findingsOf({ cases }: TargetResult): string[] {
  return cases.filter(({ verdict }) => isFinding(verdict)).map(({ id }) => id)
}

/**
 * A whole run with every report. The remark names the findings that are wrong, and counts the cases without a verdict.
 * @param right the findings that are right; null where the server breaks so many rules that they are not compared
 */
async function wholeRun(url: string, folder: string, right: readonly string[] | null): Promise<Outcome> {
  const cost = await costOf(['run', url, ...reportFlags(folder)])
  const target = targetIn(join(folder, 'r.json'))
  const wrong = right === null ? [] : findingsOf(target).filter((id) => !right.includes(id))
  const unjudged = target.cases.filter(({ verdict }) => verdict === 'inconclusive').length
  const words = [
    ...(wrong.length > 0 ? [`WRONG: ${wrong.join(', ')}`] : []),
    ...(unjudged > 0 ? [`${unjudged} of ${target.cases.length} inconclusive`] : []),
  ]
  return { ...cost, remark: words.join('; ') }
}

/** A whole run with the default flags and reports, against a target of time-targets.ts. `wallS`: the longest that it may take. */
function against(target: string, before: Figures<string>, wallS = BOUNDS[target]): RobustnessRow {
  const trouble = TROUBLES[target]
  const isSound = trouble !== undefined && !trouble.defects && !trouble.mutesLink && !trouble.passes
  const measure = async (folder: string) => {
    const { child, port } = await startTarget(target)
    try {
      return await wholeRun(`ws://127.0.0.1:${port}/`, folder, isSound ? [] : null)
    } finally {
      child.disconnect()
    }
  }
  return { name: target, before, measure, most: { peakMB: MOST_MB, ...(wallS === undefined ? {} : { wallS }) } }
}

/** Gives `use` the URL of a server of the ws library that sends each connection so much. */
async function withGreeting<T>(how: string, use: (url: string) => Promise<T>): Promise<T> {
  const { child, url } = await greetingServer(how)
  try {
    return await use(url)
  } finally {
    child.kill()
  }
}

/** A whole run against such a server, which is accused of no more than one that sends nothing. */
function sending(how: string, before: Figures<string>, most: Figures<number> = {}): RobustnessRow {
  const measure = async (folder: string) => {
    const file = join(folder, 'quiet.json')
    await withGreeting('nothing', (url) => costOf(['run', url, '--json', file]))
    const right = findingsOf(targetIn(file))
    return withGreeting(how, (url) => wholeRun(url, folder, right))
  }
  return { name: `sends ${how}`, before, measure, most: { peakMB: MOST_MB, ...most } }
}

/** Correct servers on so many ports. */
async function withServers<T>(count: number, use: (urls: string[]) => Promise<T>): Promise<T> {
  const servers: Listening[] = []
  try {
    for (let at = 0; at < count; at++) servers.push(await listen())
    return await use(servers.map(({ port }) => `ws://127.0.0.1:${port}/`))
  } finally {
    await Promise.all(servers.map((server) => server.close()))
  }
}

function repeated(times: number, before: Figures<string>): RobustnessRow {
  const measure = (folder: string) =>
    withServers(1, ([url = '']) => costOf(['run', url, '--repeat', String(times), ...reportFlags(folder)]))
  return { name: `--repeat ${times}`, before, most: { peakMB: MOST_MB }, measure }
}

function compared(count: number, before: Figures<string>): RobustnessRow {
  const measure = (folder: string) => withServers(count, (urls) => costOf(['compare', ...urls, ...reportFlags(folder)]))
  return { name: `compare of ${count} targets`, before, measure }
}

/** Reads results of so many targets, which a run of each left, and writes every report of them. */
function fromFiles(count: number, before: Figures<string>): RobustnessRow {
  const measure = async (folder: string) => {
    const one = join(folder, 'one.json')
    await withServers(1, ([url = '']) => costOf(['run', url, '--json', one]))
    const results = JSON.parse(readFileSync(one, 'utf8')) as Results
    const files = Array.from({ length: count }, (_, at) => {
      const file = join(folder, `target-${at}.json`)
      const targets = results.targets.map((target) => ({ ...target, name: `target-${at}` }))
      writeFileSync(file, JSON.stringify({ ...results, targets }))
      return file
    })
    const cost = await costOf(['compare', ...files, ...reportFlags(folder)])
    const { targets } = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as Results
    return { ...cost, remark: `${targets.length} targets in the JSON` }
  }
  return { name: `${count} targets from files`, before, measure }
}

/** Every row, with what was measured first. */
export const ROBUSTNESS_ROWS: readonly RobustnessRow[] = [
  against('correct', { wallS: '3.4–5.9', peakMB: '129' }),
  against('silent on refusals', { wallS: '297', peakMB: '126' }),
  against('mute after the 101', { wallS: '49–56', peakMB: '120' }),
  against('wrong Accept and a mute link', { wallS: '49–56', peakMB: '120' }, MUTE_S),
  against('absurd frame length and a mute link', { wallS: '49–56', peakMB: '120' }, MUTE_S),
  against(BARE_WS, { wallS: '72' }),
  sending('nothing', {}),
  sending('small frames without end', { wallS: '79', cpuS: '57', peakMB: '1960' }, { cpuS: 20 }),
  sending('large frames without end', { wallS: '88–98', peakMB: '2800' }, { cpuS: 20 }),
  sending('one message of 1.1 MB', { wallS: '5.5', peakMB: '635' }),
  against('300 ms per answer', { wallS: '37', peakMB: '127' }),
  against('2 s per answer', { wallS: '233', peakMB: '127' }),
  against('5 s per answer', { wallS: '570', peakMB: '127' }, MAX_TIME_S),
  against('drips a byte each 20 ms', { wallS: '275', peakMB: '151' }, MAX_TIME_S),
  against('resets every third connection', { wallS: '3', peakMB: '109' }),
  against('resets half of the connections at random', { wallS: '3', peakMB: '109' }),
  against('resets all connections but one', { wallS: '3', peakMB: '109' }),
  against('round trip of 50 ms', { wallS: '17' }),
  against('round trip of 100 ms', { wallS: '30' }),
  against('round trip of 200 ms', { wallS: '49' }),
  compared(20, { wallS: '56', peakMB: '262' }),
  compared(100, { wallS: '261', peakMB: '686' }),
  fromFiles(300, { peakMB: '1900' }),
  fromFiles(600, { peakMB: '3400, no JSON' }),
  repeated(1, { wallS: '3.5', peakMB: '121' }),
  repeated(10, { wallS: '33', peakMB: '198' }),
  repeated(50, { wallS: '187', peakMB: '577' }),
]
