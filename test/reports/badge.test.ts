import { expect } from 'chai'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { IMPACTS, type Impact } from '../../harness/case/cause'
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
      message: '100 % of MUSTs',
      color: 'brightgreen',
    })
    expect(read(results(bad))).to.include({ message: '50 % of MUSTs, 1 SECURITY case failed', color: 'red' })
  })

  it('says what was not judged instead of praising it', () => {
    expect(read(results(dead))).to.include({ message: 'could not be judged', color: 'lightgrey', isError: true })
    const part = target('x@1', [result('6.01'), result('6.02', 'inconclusive')])
    expect(read(results(part)).message).to.equal('100 % of MUSTs, 1 inconclusive')
    const should = target('x@1', [result('6.01', 'pass', { level: 'SHOULD' })])
    expect(read(results(should)).message).to.equal('no MUST was judged')
    expect(read(results(target('x@1', [result('6.01', 'skip')])))).to.include({ color: 'lightgrey' })
  })

  it('has the colour of the gravest harm, known or not, and never rounds up to 100', () => {
    const found = (impact: Impact, more = {}) => result('6.02', 'fail', { cause: 'x', impact, ...more })
    const colors = IMPACTS.map((impact) => read(results(target('x@1', [result('6.01'), found(impact)]))).color)
    expect(colors).to.deep.equal(['red', 'red', 'orange', 'orange', 'yellow', 'yellow'])
    const known = target('x@1', [
      found('interop', { known: { reason: 'issue 7' } }),
      result('6.03', 'warn', { impact: 'outage' }),
    ])
    expect(read(results(known))).to.include({ message: '0 % of MUSTs', color: 'orange' })
    const many = Array.from({ length: 999 }, (_, i) => result(`7.${i + 1000}`))
    expect(read(results(target('x@1', [...many, found('lax')])))).to.include({
      message: '99 % of MUSTs',
      color: 'yellow',
    })
  })

  it('has a contrast of at least 4.5:1 in every colour', () => {
    const light = (hex: string) => {
      const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
      const [r = 0, g = 0, b = 0] = [0, 2, 4]
        .map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    for (const impact of [...IMPACTS, null]) {
      const cases = impact === null ? [result('6.01')] : [result('6.02', 'fail', { impact })]
      const fills = [...badgeSvg(results(target('x@1', cases))).matchAll(/<rect[^>]*fill="#(\w+)"/g)]
      expect(fills).to.have.length(2)
      for (const [, fill = ''] of fills) expect(1.05 / (light(fill) + 0.05), fill).to.be.at.least(4.5)
    }
  })

  it('names the targets where there are several, and shows the worst of them', () => {
    expect(read(results(good, bad))).to.include({
      message: 'ws 8.23.0: 100 % of MUSTs; faye 0.12: 50 % of MUSTs, 1 SECURITY case failed',
      color: 'red',
    })
    expect(read(results(good, dead))).to.include({ color: 'lightgrey' })
  })

  it('is an image with the same words that loads nothing', () => {
    const svg = badgeSvg(results(bad))
    expect(XMLValidator.validate(svg)).to.equal(true)
    const { svg: root } = new XMLParser({ ignoreAttributes: false }).parse(svg)
    const said = 'WebSocket handshake: 50 % of MUSTs, 1 SECURITY case failed'
    expect([root.title, root['@_aria-label'], root['@_role']]).to.deep.equal([said, said, 'img'])
    expect(Number(root['@_width'])).to.equal(
      root.rect.reduce((sum: number, each: Record<string, string>) => sum + Number(each['@_width']), 0),
    )
    expect(svg.replace('http://www.w3.org/2000/svg', '')).to.not.match(/https?:|href|url\(|<style|<script|<image/)
  })
})
