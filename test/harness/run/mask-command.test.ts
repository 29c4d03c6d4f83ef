import { expect } from 'chai'
import { maskCommand, maskStray, secretsInCommand } from '../../../harness/run/masking/words'

const program = (...words: string[]) => maskCommand(['run', '--', ...words]).slice(2)

describe('the secrets in a command line', () => {
  it('are masked after --header', () => {
    const words = [
      'run',
      'ws://u:p@h/',
      '--header',
      'A: b',
      '--header=C: d',
      '--header',
      'none',
      '--header-env',
      'A=VAR',
    ]
    const masked = [
      'run',
      'ws://***@h/',
      '--header',
      'A: ***',
      '--header=C: ***',
      '--header',
      '***',
      '--header-env',
      'A=VAR',
    ]
    expect(maskCommand(words)).to.deep.equal(masked)
  })

  for (const [words, masked] of [
    ['--password=hunter2', '--password=***'],
    ['--password hunter2 --port 1', '--password *** --port 1'],
    ['-password hunter2', '-password ***'],
    ['--db-password=hunter2', '--db-password=***'],
    ['--apiKey hunter2', '--apiKey ***'],
    ['API_TOKEN=hunter2 serve', 'API_TOKEN=*** serve'],
    ['token=hunter2', 'token=***'],
    ['--url ws://u:p@h/?access_token=hunter2&x=1', '--url ws://***@h/?access_token=***&x=1'],
    ['--no-auth server.js', '--no-auth server.js'],
    ['--password-file pw.txt --token --port 1', '--password-file pw.txt --token --port 1'],
    ['--pass hunter2 --bypass 1', '--pass *** --bypass 1'],
    ['DB_PASS=hunter2 serve', 'DB_PASS=*** serve'],
    ['--dsn AccountKey=hunter2', '--dsn AccountKey=***'],
    [
      '--url ws://h/?session_id=hunter2&access_key=hunter2&pass=hunter2&bypass=1',
      '--url ws://h/?session_id=***&access_key=***&pass=***&bypass=1',
    ],
    ['--author=me --inside=1', '--author=me --inside=1'],
  ] as const)
    it(`are masked after --: ${words}`, () => {
      expect(program(...words.split(' ')).join(' ')).to.equal(masked)
    })

  it('are masked in words with spaces', () => {
    expect(program('Authorization: Bearer hunter2')).to.deep.equal(['Authorization: ***'])
    expect(program('-H', 'X-Tok: hunter2')).to.deep.equal(['-H', 'X-Tok: ***'])
    const script = `serve --password hunter2 --secret='a b' -H "Cookie: c=d" --port 1`
    expect(program('sh', '-c', script)).to.deep.equal([
      'sh',
      '-c',
      `serve --password *** --secret='***' -H "Cookie: ***" --port 1`,
    ])
  })

  it('are found', () => {
    const words = [
      'run',
      '--header',
      'X-Tok: aaaa',
      'ws://bbbb:cccc@h/',
      '--',
      'serve',
      '--password',
      'dddd',
      'token=eeee',
    ]
    const found = ['aaaa', 'bbbb:cccc', 'bbbb', 'cccc', 'dddd', 'eeee']
    expect(secretsInCommand(words)).to.have.members(found)
  })

  it('are masked in what may be a URL', () => {
    for (const [text, masked] of [
      ['ws:/user:secret@host: no', 'ws:/***@host: no'],
      ['user:secret@host:80/: no', '***@host:80/: no'],
      ['wss://user:sec/ret@host: no', 'wss://***@host: no'],
      ['ws://user:s#c@r?t@host/?a=b: no', 'ws://***@host/?a=b: no'],
      ['host/?token=secret no', 'host/?token=*** no'],
      ['Bearer eyJ0.x-y: no', 'Bearer ***: no'],
      ['basic dXNlcjpwYXNz==: no', 'basic ***: no'],
      ['Basic authentication and a bearer token', 'Basic authentication and a bearer token'],
      ['ws@8.18.2: no, @a/b@1: no', 'ws@8.18.2: no, @a/b@1: no'],
      ['ws://[::1]:80/?q=a@b', 'ws://[::1]:80/?q=a@b'],
      ['ws://h:$PORT/?q=a@b', 'ws://h:$PORT/?q=a@b'],
    ] as const)
      expect(maskStray(text)).to.equal(masked)
  })
})
