import { expect } from 'chai'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Results } from '../../harness/case/results'
import { badgeJson, badgeSvg } from '../../reports/badge'
import { result, results, target } from './kit/results'

const good = target('ws@8.23.0', [result('6.01'), result('6.02'), result('6.03', 'skip')])
const bad = target('faye@0.12', [result('6.01'), result('6.02', 'fail'), result('6.03', 'fail', { level: 'SECURITY' })])
const dead = target('x@1', [result('6.01', 'inconclusive')], { diagnosis: 'it is down' })

const read = (of: Results) => JSON.parse(badgeJson(of))

describe('reports: badge', () => {
  it('says how many MUSTs are met, as shields.io reads it', () => {
    expect(read(results(good))).to.deep.equal({
      schemaVersion: 1,
      label: 'WebSocket handshake',
      message: '2 of 2 MUSTs',
      color: 'brightgreen',
    })
    expect(read(results(bad))).to.include({ message: '1 of 2 MUSTs, 1 SECURITY case failed', color: 'red' })
  })

  it('says what was not judged instead of praising it', () => {
    expect(read(results(dead))).to.include({ message: 'could not be judged', color: 'lightgrey', isError: true })
    const part = target('x@1', [result('6.01'), result('6.02', 'inconclusive')])
    expect(read(results(part)).message).to.equal('1 of 1 MUST, 1 inconclusive')
    const should = target('x@1', [result('6.01', 'pass', { level: 'SHOULD' })])
    expect(read(results(should)).message).to.equal('no MUST was judged')
    expect(read(results(target('x@1', [result('6.01', 'skip')])))).to.include({ color: 'lightgrey' })
  })

  it('names the targets where there are several, and is as good as the worst', () => {
    expect(read(results(good, bad))).to.include({
      message: 'ws 8.23.0: 2 of 2 MUSTs; faye 0.12: 1 of 2 MUSTs, 1 SECURITY case failed',
      color: 'red',
    })
    expect(read(results(good, dead))).to.include({ color: 'lightgrey' })
  })

  it('is an image with the same words that loads nothing', () => {
    const svg = badgeSvg(results(bad))
    expect(XMLValidator.validate(svg)).to.equal(true)
    const { svg: root } = new XMLParser({ ignoreAttributes: false }).parse(svg)
    const said = 'WebSocket handshake: 1 of 2 MUSTs, 1 SECURITY case failed'
    expect([root.title, root['@_aria-label'], root['@_role']]).to.deep.equal([said, said, 'img'])
    expect(Number(root['@_width'])).to.equal(
      root.rect.reduce((sum: number, each: Record<string, string>) => sum + Number(each['@_width']), 0),
    )
    expect(svg.replace('http://www.w3.org/2000/svg', '')).to.not.match(/https?:|href|url\(|<style|<script|<image/)
  })
})
