import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { readResults } from '../../collect/results-file'
import type { Results } from '../../harness/case/results'
import { endpoint, type Whim } from '../harness/kit/endpoint'
import { plain, serverFrame, switching } from '../harness/kit/messages'
import { closePeers, listen } from '../harness/kit/peer'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { filesOf, REPORT_PATHS, reportFlags } from './kit/every-report'

const SECRETS = [
  'c00kie-one-Zz',
  'c00kie/two+Zz',
  'Passw0rd:Zz-9',
  'hunter-Zz-name',
  'query-Zz-secret',
  'bearer.Zz-value~1',
]
const [ONE, TWO, PASSWORD, USER, QUERY, BEARER] = SECRETS as [string, string, string, string, string, string]

/** The forms in which the server sends each secret back. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const codes = [secret, `.${secret}`, `..${secret}`].map((text) => Buffer.from(text).toString('base64'))
  const bare = codes.map((code) => code.replace(/=/g, ''))
  const percent = Array.from(bytes, (byte) => `%${byte.toString(16)}`).join('')
  return [
    secret,
    ...codes,
    ...bare,
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    percent,
  ]
}

/** What must not be found: every form, without the characters that mix with what is before and after the secret. */
const TRACES = SECRETS.flatMap((secret) =>
  formsOf(secret).map((form) =>
    form.replace(/=+$/, '').slice(form === secret ? 0 : 3, form === secret ? undefined : -3),
  ),
).map((trace) => trace.toLowerCase())

/** Sends every secret back: in the response, and after 101 in frames of one byte. */
const telltale: Whim = ({ values, line }, _socket, nth) => {
  const forms = SECRETS.flatMap(formsOf)
  if (line.startsWith('GET') && values('Upgrade')[0] === 'websocket' && values('Sec-WebSocket-Version')[0] === '13') {
    const text = nth % 2 === 0 ? SECRETS.join(' ') : forms.join(' ').slice(0, 1000)
    const frames = Array.from(Buffer.from(text), (byte) => serverFrame(2, Buffer.from([byte])))
    const head = switching(values('Sec-WebSocket-Key')[0], { Server: forms[nth % forms.length] ?? '' })
    return Buffer.concat([Buffer.from(head, 'latin1'), ...frames])
  }
  const echoed = forms.map((form) => `X-Echo: ${form}\r\n`).join('')
  return plain(400, forms.join('\n'), `Server: ${forms[nth % forms.length]}\r\n${echoed}`)
}

function exchangesOf({ targets }: Results): string[] {
  const all = targets.flatMap(({ controls, cases }) => [...controls, ...cases.flatMap(({ exchanges }) => exchanges)])
  return all.flatMap(({ sent, received }) =>
    [sent, received].map((text) => Buffer.from(text, 'base64').toString('latin1')),
  )
}

/** The traces of secrets in a text, also where each of their bytes is in a frame of its own. */
function tracesIn(text: string): string[] {
  const lower = text.toLowerCase()
  const joined = lower.replaceAll('\x82\x01', '')
  return TRACES.filter((trace) => lower.includes(trace) || joined.includes(trace))
}

describe('the secrets of a run', function () {
  this.timeout(60_000)
  const folder = new Folder()
  afterEach(closePeers)
  after(() => folder.remove())

  it('are in no report and no stream, in no form', async () => {
    const peer = await listen(endpoint({ whim: telltale }))
    const url = new URL(`ws://127.0.0.1:${peer.port}/?access_token=${QUERY}`)
    url.username = USER
    url.password = PASSWORD
    const needs = ['--header', `Cookie: a=${ONE}; b="${TWO}"`, '--header', `X-Auth: Bearer ${BEARER}`]
    const env = { GITHUB_STEP_SUMMARY: folder.put('summary.md', '') }
    const around = { cwd: folder.path, env }
    const argv = [
      'run',
      url.href,
      ...needs,
      '--only',
      '6',
      '--only',
      '7.01',
      '--verbose',
      '--strict',
      '--github',
      '--timeout',
      '2000',
    ]
    const first = await wsspec([...argv, ...reportFlags(), '--write-known', 'k.yml'], around)
    expect(first.code, first.stderr).to.equal(1)
    const again = await wsspec(['compare', 'r.json', 'r.html', '--format', 'issue', '--strict'], around)
    const texts = new Map([
      ...filesOf(folder.path),
      ['stdout', first.stdout],
      ['stderr', first.stderr],
      ['issue', again.stdout],
    ])
    for (const path of Object.values(REPORT_PATHS)) expect(existsSync(join(folder.path, path)), path).to.equal(true)
    for (const [name, text] of texts) expect(tracesIn(text), name).to.deep.equal([])
    for (const file of ['r.json', 'r.html']) {
      const exchanges = exchangesOf(readResults(file, folder.path))
      expect(exchanges.some((text) => text.includes('Authorization: ****'))).to.equal(true)
      for (const text of exchanges) expect(tracesIn(text), text).to.deep.equal([])
    }
  })

  it('are not in the command that is stored, nor in what it writes where it does not start', async () => {
    folder.put('serve.js', 'console.log(process.argv.slice(2).join(" ")); process.exit(7)')
    const words = [
      '--password',
      'hunter2-a',
      '--token=hunter2-b',
      'Authorization: Bearer hunter2-c',
      'secret=hunter2-d',
    ]
    const argv = [
      'run',
      '--header',
      'X-Tok: hunter2-e',
      '--only',
      '6.02',
      ...reportFlags(),
      '--',
      'node',
      'serve.js',
      ...words,
    ]
    const { code, stdout, stderr } = await wsspec(argv, { cwd: folder.path })
    expect(code).to.equal(3)
    const shown = '--password *** --token=*** Authorization: *** secret=***'
    expect(stderr).to.include(`wsspec: node serve.js ${shown} wrote:\n    ${shown}\n`)
    for (const [name, text] of [...filesOf(folder.path), ['stdout', stdout], ['stderr', stderr]])
      expect(text, name).to.not.include('hunter2')
  })
})
