import { expect } from 'chai'
import { issue } from '../../reports/issue'
import { causes } from '../../suites/causes'
import { exchange, KEY, notes, OTHER_KEY, request, result, results, switched, target } from './kit/results'

const controls = [exchange({ sent: request(OTHER_KEY), received: switched(OTHER_KEY) })]
const wrong = request(KEY).replace('Version: 13', 'Version: 14')
const failing = result('6.02', 'fail', { exchanges: [exchange({ sent: wrong, received: switched(KEY) })] })

describe('reports: issue', () => {
  const of = results(target('ws@8.23.0', [result('6.01'), failing, result('6.03', 'warn')], { controls }))
  const text = issue(of, { notes: notes(of), environment: 'Node 22.1.0, linux x64' })

  it('has all that a bug report needs', () => {
    expect(text).to.match(/^# Opening handshake: Title of 6\.02: 101 Switching Protocols \(RFC 6455 4\.2\.2\)\n/)
    expect(text).to.contain(
      '\n## What the server did\n\n101 Switching Protocols; RFC 6455 4.2.2\n\n```text\n>>> sent, ',
    )
    expect(text).to.contain('Sec-WebSocket-Version: 14␍␊\n').and.contain('HTTP/1.1 101 Switching Protocols␍␊\n')
    expect(text).to.contain(
      '## Required\n\na 4xx\n\n- [RFC 6455 4.2.2](https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2)\n\nWhy it matters: why\n',
    )
    expect(text).to.contain('```sh\nwsspec run ws@8.23.0 --only 6.02 --verbose\n```')
    expect(text).to.match(
      /Or by hand:\n\n```sh\n\(printf 'GET \/ HTTP\/1\.1\\r\\n[^\n]*Version: 14[^\n]* \| nc [^\n]* "\$PORT"\n```\n\nPORT is /,
    )
    expect(text).to.contain('- Server: ws 8.23.0 (JavaScript)\n- URL: `ws://127.0.0.1:9001/`\n')
    expect(text).to.contain('- Case: 6.02 MUST of wsspec 0.1.0, Node 22.1.0, linux x64\n- Date: 2026-11-22T10:00')
  })

  it('names the variables that the command reads', () => {
    const command = ['run', 'ws', '--header', 'X-Key: ***']
    expect(issue({ ...of, command }, { notes: notes(of) })).to.contain(
      '```sh\nwsspec run ws --header-env X-Key=HEADER_X_KEY --only 6.02 --verbose\n```\n\nSet and export HEADER\\_X\\_KEY first: secrets are not stored.\n',
    )
  })

  it('shows how the correct handshake was answered, and only the lines that differ', () => {
    expect(text).to.contain('The same server answered a correct handshake with: HTTP/1.1 101 Switching Protocols\n')
    expect(text).to.contain('```diff\n-Sec-WebSocket-Version: 13␍␊\n+Sec-WebSocket-Version: 14␍␊\n```')
  })

  it('reports that the lines are the same', () => {
    const same = result('13.01', 'fail', { exchanges: [exchange({ sent: request(KEY), received: '' })] })
    const one = results(target('ws@8.23.0', [same], { controls }))
    expect(issue(one, { notes: new Map() }))
      .to.contain('It has the same lines: ')
      .and.contain('](https://www.rfc-editor.org/rfc/rfc6455#section-4.4)\n')
  })

  it('is one for each failing case, and with strict for the others that fail then', () => {
    expect(text.match(/^# /gm)).to.have.length(1)
    const strictly = issue(of, { notes: notes(of), strict: true })
    expect(strictly.match(/^# /gm)).to.have.length(2)
    expect(strictly).to.contain('\n---\n\n# Opening handshake: Title of 6.03')
    expect(issue(results(target('x@1', [result('6.01'), result('6.02', 'error')])), { notes: new Map() })).to.equal('')
  })

  it('is one for each cause, the gravest first, with the other cases and what would fix them', () => {
    const found = (id: string, cause: string, impact: 'lax' | 'smuggling', more = {}) =>
      result(id, 'fail', { cause, impact, ...more })
    const cases = [
      found('6.02', 'version-not-checked', 'lax', { known: { reason: 'issue 7' } }),
      found('5.05', 'key-form-not-checked', 'lax'),
      found('12.03', 'body-not-refused', 'smuggling'),
      found('12.37', 'body-not-refused', 'smuggling', { got: '101 <b>' }),
    ]
    const whole = results(target('x@1', cases))
    const reports = issue(whole, { notes: notes(whole), causes }).split('\n---\n\n')
    expect(reports.map((each) => /^- Case: (\S+)/m.exec(each)?.[1])).to.deep.equal(['12.03', '5.05', '6.02'])
    expect(reports[0]).to.contain(
      '## Cause\n\nA handshake with a body is accepted, and the body is read as frames. To fix it: Before the 101, refuse',
    )
    expect(reports[0]).to.contain('2 cases show it; the others are:\n\n- 12.37 MUST Title of 12.37: 101 &lt;b\\>\n')
    expect(reports[1]).to.contain('## Cause\n').and.not.contain('the others are')
  })

  it('shows the connection that decided, both readings, and links to the RFCs alone', () => {
    const parts = ['pass', 'fail'].map((verdict, i) => ({
      name: `part ${i}`,
      verdict: verdict as 'pass' | 'fail',
      expected: '',
      got: `got ${i}`,
      because: '',
      exchanges: [i],
    }))
    const exchanges = [exchange({ sent: 'FIRST', received: '' }), exchange({ sent: 'SECOND', received: '' })]
    const one = results(target('x@1', [result('6.02', 'fail', { parts, exchanges })]))
    const more = {
      contested: { strict: 'one clause', lenient: 'the other' },
      clauses: [{ text: 'c', url: 'javascript:x' }],
    }
    const report = issue(one, { notes: notes(one, more) })
    expect(report)
      .to.contain('SECOND')
      .and.contain('- part 1: got 1')
      .and.contain('The case has 1 further connection: ')
    expect(report).to.not.contain('FIRST').and.not.contain('javascript:').and.not.contain('part 0')
    expect(report).to.contain('Read strictly: one clause. Read leniently: the other.')
  })
})
