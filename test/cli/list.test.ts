import { expect } from 'chai'
import { entriesOf } from '../../harness/case/catalogue'
import { suites } from '../../suites/server/index'
import { wsspec } from '../kit/command-line'

describe('wsspec list', () => {
  it('prints every case as JSON', async () => {
    const { code, stdout, stderr } = await wsspec(['list', '--json'])
    expect([code, stderr]).to.deep.equal([0, ''])
    const cases: Record<string, unknown>[] = JSON.parse(stdout)
    expect(cases.map(({ id }) => id)).to.deep.equal(entriesOf(suites).map((entry) => entry.case.id))
    for (const each of cases)
      expect(Object.keys(each)).to.deep.equal([
        'id',
        'suite',
        'slug',
        'title',
        'level',
        'contested',
        'source',
        'needs',
        'hurts',
        'slow',
        'introduced',
        'meaning',
      ])
    expect(cases.find(({ id }) => id === '6.02')).to.deep.equal({
      id: '6.02',
      suite: 6,
      slug: 'version',
      title: 'Sec-WebSocket-Version is 14',
      level: 'MUST',
      contested: false,
      source: ['RFC 6455 4.2.2', 'RFC 6455 4.4'],
      needs: [],
      hurts: false,
      slow: false,
      introduced: '1.0',
      meaning: 1,
    })
  })

  it('takes patterns', async () => {
    const { stdout } = await wsspec(['list', '--only', '6.02'])
    expect(stdout).to.equal('6 Sec-WebSocket-Version (version)\n  6.02   MUST     Sec-WebSocket-Version is 14\n')
  })

  it('takes the version of a catalogue', async () => {
    const all = await wsspec(['list', '--only', '6', '--skip', '6.20'])
    expect(await wsspec(['list', '--only', '6'], { env: { WSSPEC_CATALOGUE: '1.0' } })).to.deep.equal(all)
  })

  it('takes no report from the environment', async () => {
    const { code, stdout } = await wsspec(['list'], { env: { WSSPEC_JSON: '/no/where.json' } })
    expect(code).to.equal(0)
    expect(stdout).to.match(/^\d+ /)
  })
})
