import { type Measured, type Measurement, type Row, rounded } from '../measurement'
import { BOUNDS, measured, unjudged } from '../time-bounds'

async function measure(): Promise<Measured> {
  const rows: Row[] = []
  for (const [name, most] of Object.entries(BOUNDS)) {
    const { seconds, result } = await measured(name, {})
    rows.push(
      { name, value: rounded(seconds, 1), unit: 's', most },
      { name: `${name}: without a verdict`, value: unjudged(result), unit: 'cases' },
    )
  }
  return { rows }
}

/** How long the whole catalogue takes with the default flags against slow, silent and mute servers. */
export const bounds: Measurement = { name: 'bounds', measure }
