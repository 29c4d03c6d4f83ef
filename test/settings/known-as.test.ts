import { expect } from 'chai'
import { entries, publishedVerdict } from '../../published/servers'
import { readKnownAs } from '../../settings/known-as'
import { UsageError } from '../../settings/usage-error'

const read = (...words: string[]) => readKnownAs(words, '--known-as', 'server')
const idsOf = (...words: string[]) => read(...words).map(({ id }) => id)

describe('--known-as', () => {
  it('reads the findings of the usual version, or of the one that is named', () => {
    expect(read('ws')).to.deep.equal(read('ws@8.23.0'))
    expect(read('ws').find(({ id }) => id === '2.01')).to.deep.equal({
      id: '2.01',
      reason: 'published finding of ws 8.23.0',
      published: 'fail',
    })
    expect(idsOf('ws')).to.not.include('6.02')
    expect(idsOf('ws@8.18.2')).to.include('6.02')
  })

  it('reads those of a hop as those of the hop in front of its server', () => {
    const [first] = read('nginx')
    expect(first?.reason).to.match(/^published finding of nginx \S+ in front of ws 8\.23\.0$/)
  })

  it('leaves out what the small test program decides', () => {
    const restinio = entries().find(({ name }) => name === 'restinio')
    const byProgram = [...(restinio?.verdicts ?? [])].filter(([, each]) => each.byProgram).map(([id]) => id)
    expect(byProgram).to.include('1.01')
    expect(idsOf('restinio').filter((id) => byProgram.includes(id))).to.deep.equal([])
    expect(idsOf('restinio')).to.not.be.empty
    for (const { id, published } of read('restinio'))
      expect(publishedVerdict(restinio as never, id)).to.equal(published)
  })

  it('reads several, also separated by commas', () => {
    expect(read('ws,nginx')).to.deep.equal([...read('ws'), ...read('nginx')])
    expect(read('ws', 'nginx')).to.deep.equal(read('ws, nginx'))
    expect(read()).to.deep.equal([])
  })

  it('refuses a server or version without published results, and names those with results', () => {
    const refusal = (word: string) => {
      try {
        read(word)
        return ''
      } catch (error) {
        return error instanceof UsageError ? error.message : String(error)
      }
    }
    expect(refusal('wz')).to.equal('--known-as wz: no results of a server wz are published; did you mean ws?')
    expect(refusal('something-else@1')).to.match(
      /^--known-as something-else@1: no results of a server something-else are published; 'wsspec servers' lists/,
    )
    expect(refusal('ws@8')).to.match(
      /^--known-as ws@8: no results of ws 8 are published; take .*ws@8\.18\.2.* or ws@8\.23\.0$/,
    )
    expect(refusal('ws@')).to.match(/^--known-as ws@: no version follows the @/)
  })
})
