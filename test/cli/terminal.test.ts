import { expect } from 'chai'
import { columnsOf, useColor } from '../../cli/terminal'

describe('a report on standard output', () => {
  it('has the width of the terminal, else COLUMNS, else 100 columns', () => {
    const width = (columns: number | undefined, COLUMNS: string) =>
      columnsOf({ env: { COLUMNS }, stdout: { write: () => {}, isTTY: true, columns } })
    expect([width(60, '70'), width(undefined, '70'), width(undefined, 'x'), width(undefined, '')]).to.deep.equal([
      60, 70, 100, 100,
    ])
  })

  it('is coloured on terminals, as NO_COLOR, FORCE_COLOR and TERM ask', () => {
    const colored = (env: Record<string, string>, isTTY: boolean) => useColor(env, { write: () => {}, isTTY })
    expect([colored({}, true), colored({}, false)]).to.deep.equal([true, false])
    expect([colored({ NO_COLOR: '1', FORCE_COLOR: '1' }, true), colored({ TERM: 'dumb' }, true)]).to.deep.equal([
      false,
      false,
    ])
    expect([colored({ FORCE_COLOR: '1' }, false), colored({ FORCE_COLOR: '0' }, true)]).to.deep.equal([true, false])
  })
})
