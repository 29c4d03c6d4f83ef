import { expect } from 'chai'
import { entriesOf } from '../../harness/case/catalogue'
import { suites } from '../../suites/server/index'
import { wsspec } from '../kit/command-line'

describe('wsspec explain', () => {
  it('prints every case without a raw control character', async () => {
    for (const { case: each } of entriesOf(suites)) {
      const { code, stdout } = await wsspec(['explain', each.id])
      expect(code, each.id).to.equal(0)
      expect(stdout, each.id).to.match(/^[^\x00-\x09\x0b-\x1f\x7f-\x9f]*$/)
      expect(stdout, each.id)
        .to.include('Required:\n  ')
        .and.include('Source:\n  RFC ')
        .and.include('Run it alone:\n  wsspec run ')
        .and.include('the RFC wins')
    }
  })

  it('names the standard of a statement that is in no RFC', async () => {
    const { stdout } = await wsspec(['clients', 'explain', 'C2.31'])
    expect(stdout).to.match(/Normative statements:\n {2}NC\d+ WHATWG WebSockets 2\.2, MUST: /)
    expect(stdout).not.to.include('RFC WHATWG')
  })

  it('shows what is sent, what is required, and the clauses', async () => {
    const { stdout } = await wsspec(['explain', '6.02'])
    expect(stdout).to.include('    - Sec-WebSocket-Version: 13␍␊\n    + Sec-WebSocket-Version: 14␍␊\n')
    expect(stdout).to.match(/pass +a 4xx\n/)
    expect(stdout).to.include('https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2')
    expect(stdout).to.include('wsspec run ws://127.0.0.1:8080/ --only 6.02 --verbose')
    expect(stdout).to.include('| nc -w 3 127.0.0.1 8080\n')
    expect(stdout).to.include('- ws by version: 1.1.5 to 8.18.2 fail')
  })

  it('shows both clauses of a contested case, and where they were argued', async () => {
    const { stdout } = await wsspec(['explain', '5.03'])
    expect(stdout)
      .to.match(/strict: +RFC 6455 4\.2\.1 \(item 5\)/)
      .and.match(/lenient: RFC 6455 4\.2\.2/)
    expect(stdout).to.include('with --strict').and.include('https://github.com/coder/websocket/pull/360')
  })

  it('keeps prose within the terminal, and breaks nothing that is pasted', async () => {
    const { stdout } = await wsspec(['explain', '5.03', '12.12'], { tty: true, columns: 60 })
    const long = stdout.split('\n').filter((line) => line.length > 60)
    expect(long.filter((line) => !/^ +(\(printf|https:|[-+ ]|wsspec run)/.test(line))).to.deep.equal([])
    expect(long.some((line) => line.startsWith('  (printf'))).to.equal(true)
  })
})
