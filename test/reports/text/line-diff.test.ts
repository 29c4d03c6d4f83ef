import { expect } from 'chai'
import { lineDiff } from '../../../reports/text/line-diff'

function diff(before: string, after: string, same?: (line: string) => string): string {
  const lines = (text: string) => (text === '' ? [] : text.split(' '))
  return lineDiff(lines(before), lines(after), same)
    .map(({ mark, text }) => mark.trim() + text)
    .join(' ')
}

describe('reports: two texts line by line', () => {
  it('differ in what only one of them has', () => {
    expect(diff('a b c', 'a b c')).to.equal('a b c')
    expect(diff('a b c', 'a c')).to.equal('a -b c')
    expect(diff('a c', 'a b c')).to.equal('a +b c')
    expect(diff('a b c', 'a x c')).to.equal('a -b +x c')
    expect(diff('', 'a')).to.equal('+a')
    expect(diff('a', '')).to.equal('-a')
  })

  it('differ in order, and in how often a line is there', () => {
    expect(diff('a b', 'b a')).to.equal('-a b +a')
    expect(diff('a b', 'a a b')).to.match(/^(a \+a|\+a a) b$/)
  })

  it('have the fewest changes, and give both texts back', () => {
    const [before, after] = ['a b c d e f', 'b x d f y']
    const lines = lineDiff(before.split(' '), after.split(' '))
    const only = (mark: string) => lines.filter((line) => line.mark !== mark).map(({ text }) => text)
    expect([only('+').join(' '), only('-').join(' ')]).to.deep.equal([before, after])
    expect(lines.filter(({ mark }) => mark === ' ')).to.have.length(3)
  })

  it('are compared by a part of each line where only that counts', () => {
    expect(diff('A1 B1', 'a2 c2', (line) => line.charAt(0).toLowerCase())).to.equal('a2 -B1 +c2')
  })
})
