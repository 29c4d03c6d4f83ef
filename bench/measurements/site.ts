import { join } from 'node:path'
import { readSource, writeSite } from '../../tools/site/write-site'
import { inFolder } from '../kit/processes'
import { type Measured, type Measurement, rounded } from '../measurement'

/** How long the site of every published server may take, s. */
const MOST_S = 30

async function measure(): Promise<Measured> {
  return inFolder(async (folder) => {
    const from = performance.now()
    writeSite(join(folder, 'site'), readSource())
    const value = rounded((performance.now() - from) / 1000, 1)
    return { rows: [{ name: 'the site of every published server', value, unit: 's', most: MOST_S }] }
  })
}

/** How long `npm run site` takes. */
export const site: Measurement = { name: 'site', measure }
