import { type Cost, costOf, greetingServer, inFolder, reportFlags } from '../kit/processes'
import { type Measured, type Measurement, type Row, rounded } from '../measurement'

/** The most memory of a run against one target, MB, and the most processor time, s. */
const MOST_MB = 250
const MOST_S = 20

const GREETINGS = [
  'nothing',
  'one message of 1.1 MB',
  'one compressed message of 1.1 MB',
  '20,000 messages',
  'small frames without end',
  'large frames without end',
]

function rowsOf(name: string, { cpuS, peakMB }: Cost): Row[] {
  return [
    { name: `${name}: peak`, value: peakMB, unit: 'MB', most: MOST_MB },
    { name: `${name}: processor`, value: rounded(cpuS, 1), unit: 's', most: MOST_S },
  ]
}

async function measure(): Promise<Measured> {
  return inFolder(async (folder) => {
    const rows: Row[] = []
    for (const how of GREETINGS) {
      const { child, url } = await greetingServer(how)
      rows.push(...rowsOf(`sends ${how}`, await costOf(['run', url, ...reportFlags(folder)])))
      child.kill()
    }
    const { child, url } = await greetingServer('nothing')
    for (const times of ['1', '10', '50']) {
      const { peakMB } = await costOf(['run', url, '--repeat', times, ...reportFlags(folder)])
      rows.push({ name: `--repeat ${times}: peak`, value: peakMB, unit: 'MB', most: MOST_MB })
    }
    const urls = Array.from({ length: 20 }, (_, at) => `${url}?target=${at + 1}`)
    const { peakMB } = await costOf(['compare', ...urls, ...reportFlags(folder)])
    rows.push({ name: 'compare of 20 targets: peak', value: peakMB, unit: 'MB' })
    child.kill()
    return { rows }
  })
}

/** Memory and processor time of runs against servers that send much, of repeated runs and of a comparison. It needs Linux. */
export const memory: Measurement = { name: 'memory', measure }
