import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { CATALOGUE } from '../../harness/case/catalogue'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

/** A name that no file system takes. */
const LONG = 'a'.repeat(300)

/** Wrong command lines, each with the line on standard error. */
const LINES: readonly [string, string][] = [
  ['lst', "unknown command 'lst'; did you mean list?"],
  ['frobnicate', "unknown command 'frobnicate'; 'wsspec --help' lists the commands, 'wsspec run NAME' tests a server"],
  ['run --jbos 3 ws', "unknown option '--jbos'; did you mean --jobs?"],
  ['run ws --hop nginx', "unknown option '--hop'; 'wsspec compare' takes it"],
  ['list --html x.html', "unknown option '--html'; 'wsspec run', 'wsspec compare' and 'wsspec merge' take it"],
  ['compare ok.json --hop nginx', '--hop: a hop is put in front of a target that runs, not of ok.json'],
  ['run ws@', 'ws@: no version follows the @; leave it out, or write one'],
  ['bisect ws 6.02 8.18.2 8.18.2', 'bisect 8.18.2 8.18.2: these are the same version; give two different ones'],
  ['list --bogus', "unknown option '--bogus'; 'wsspec list --help' shows what it takes"],
  ['list extra', "too many arguments for 'list'; 'wsspec list --help' shows what it takes"],
  ['clients rnu', "unknown command 'clients rnu'; did you mean run?"],
  ['clients frobnicate', "unknown command 'clients frobnicate'; 'wsspec clients --help' lists the commands"],
  ['clients ws', "unknown command 'clients ws'; 'wsspec clients run ws' tests this client"],
  ['clients names ws', "too many arguments for 'names'; 'wsspec clients names --help' shows what it takes"],
  ['clients explain', "missing required argument 'id'; 'wsspec clients explain --help' shows what it takes"],
  ['diff old.json', "missing required argument 'new'; 'wsspec diff --help' shows what it takes"],
  ['run ws --jobs', "option '--jobs <n>' argument missing; 'wsspec run --help' shows what it takes"],
  ['run ws --jobs 0', '--jobs 0: give a whole number, at least 1 (the default is 8)'],
  ['run ws --timeout abc', '--timeout abc: give a whole number, at least 1 (the default is 10000)'],
  ['run ws --timeout 1000000000', '--timeout 1000000000: the largest number is 999999999'],
  [
    'run ws --only [',
    "--only [: no case matches it; 'wsspec list' shows every id, and 6, 6.*, version, MUST are patterns",
  ],
  [
    'clients list --only nosuch',
    "--only nosuch: no case matches it; 'wsspec clients list' shows every id, and 6, C6.*, extensions, MUST are patterns",
  ],
  [
    'clients run ws --skip nosuch',
    "--skip nosuch: no case matches it; 'wsspec clients list' shows every id, and 6, C6.*, extensions, MUST are patterns",
  ],
  [
    'clients run ws --only 6.02',
    "--only 6.02: no case for clients matches it; it names cases for servers, which 'wsspec run' runs; 'wsspec clients list' shows those for clients",
  ],
  [
    'run ws --only C5.*',
    "--only C5.*: no case for servers matches it; it names cases for clients, which 'wsspec clients run' runs; 'wsspec list' shows those for servers",
  ],
  ['clients run ws --only C5.1', '--only C5.1: no case matches it; did you mean C5.01?'],
  ['run ws --timeout -5', '--timeout -5: give a whole number, at least 1 (the default is 10000)'],
  ['run ws --repeat 1.5', '--repeat 1.5: give a whole number, at least 1 (the default is 1)'],
  ...['run', 'clients run'].flatMap((command): [string, string][] => [
    ...['0', '-1', '1.5', '+2'].map((value): [string, string] => [
      `${command} ws --bail ${value}`,
      `--bail ${value}: give a whole number, at least 1`,
    ]),
    [`${command} --bail -1 ws`, '--bail -1: give a whole number, at least 1'],
    [`${command} ws --bail=x`, '--bail x: give a whole number, at least 1'],
    [`${command} ws --bail x`, '--bail x: give a whole number, at least 1; nothing known has this name'],
    [`${command} --bail many ws`, '--bail many: give a whole number, at least 1; nothing known has this name'],
    [`${command} --bail x -- node some.js`, '--bail x: give a whole number, at least 1'],
  ]),
  ['run --bail scrach', 'scrach: no server has this name; did you mean scratch?'],
  ['clients run --bail undic', 'undic: no client has this name; did you mean undici?'],
  ['run ws --allow-inconclusive x', '--allow-inconclusive x: give a whole number, at least 0 (the default is 0)'],
  ['run ws --quiet --verbose', '--quiet and --verbose exclude each other; give one'],
  [
    'clients run --batch -- node driver.js {url}',
    '--batch does not fill in {url}: the driver reads a line for each attempt (docs/clients.md)',
  ],
  ['run ws --only 6.2', '--only 6.2: no case matches it; did you mean 6.02?'],
  ['run ws --skip vresion', '--skip vresion: no case matches it; did you mean version?'],
  ['run ws --only 6.02 --skip 6', 'no case is left: --skip leaves out everything that --only names; narrow --skip'],
  ['explain 99.99', "no case has the id 99.99: 'wsspec list' and 'wsspec clients list' show every id"],
  ['explain 6.022', 'no case has the id 6.022: did you mean 6.02?'],
  ['run', "no target is named; write 'wsspec run ws://host:port/path' or 'wsspec run ws'"],
  ['run --', "--: no command follows it; write 'wsspec run -- CMD ARG…'"],
  ['list -- cmd', "--: 'wsspec list' starts no command; write 'wsspec run -- CMD ARG…'"],
  [
    'clients list -- cmd',
    "--: 'wsspec clients list' starts no command; write 'wsspec clients run -- CMD ARG… {url} {protocols}'",
  ],
  [
    'clients -- cmd',
    "--: 'wsspec clients' starts no command; write 'wsspec clients run -- CMD ARG… {url} {protocols}'",
  ],
  ['run scrach', 'scrach: no server has this name; did you mean scratch?'],
  ['run localhost:8080', 'localhost:8080 is neither a URL nor a known server; write ws://localhost:8080/'],
  ['localhost:8080', "unknown command 'localhost:8080'; to test the server there: wsspec run ws://localhost:8080/"],
  [
    'example.com/chat',
    "unknown command 'example.com/chat'; to test the server there: wsspec run ws://example.com/chat",
  ],
  ['run example.com:443', 'example.com:443 is neither a URL nor a known server; write wss://example.com:443/'],
  ['run [::1]:80/x', '[::1]:80/x is neither a URL nor a known server; write ws://[::1]:80/x'],
  ['run :8080', ':8080 is neither a URL nor a known server; write ws://localhost:8080/'],
  ['run 8080', '8080 is neither a URL nor a known server; write ws://localhost:8080/'],
  ['run sockt.io', 'sockt.io: no server has this name; did you mean socket.io?'],
  ['run /chat', '/chat: this is neither a URL nor a known server; a URL begins with ws:// or wss://'],
  ['ws', "unknown command 'ws'; 'wsspec run ws' tests this server"],
  ['run ws --html --only 6.02', '--html: it needs the name of a file, as in --html report.html; --only is a flag'],
  ['run ws --trace --only=6.02', '--trace: it needs the name of a folder; --only is a flag'],
  ['run ws --timeout --help', '--timeout: it needs a value (ms); --help is a flag'],
  [
    'diff ok.json ok.json --markdown --json',
    '--markdown: it needs the name of a file, as in --markdown comment.md; --json is a flag',
  ],
  ['run scratch@1.2.3', 'scratch@1.2.3: only the installed version is available (0.1.0); leave out @1.2.3'],
  ['http://localhost/x', 'http://localhost/x: this is not a WebSocket URL; write ws://localhost/x'],
  ['https://u:p@localhost', 'https://***@localhost: this is not a WebSocket URL; write wss://***@localhost'],
  ['run ftp://localhost', 'ftp://localhost: wsspec supports ws:// and wss://; write ws://host:port/path'],
  ['ws://localhost:99999/', 'ws://localhost:99999/: its port 99999 is not between 1 and 65535'],
  ['ws://localhost:0/', 'ws://localhost:0/: its port 0 is not between 1 and 65535'],
  ['ws://localhost:80a/', 'ws://localhost:80a/: its port 80a is not a number; write ws://host:port/path'],
  ['ws://', 'ws://: this is not a URL; write ws://host:port/path'],
  ['ws://[::1/', 'ws://[::1/: this is not a URL; write ws://host:port/path'],
  ['ws://h/#x', 'ws://h/#x: a WebSocket URL has no fragment (RFC 6455 3); remove the # and everything after it'],
  ['run ws --header foo', "--header ***: there is no colon in it; write 'Name: value'"],
  [
    'run ws --header host:x',
    '--header host: wsspec sets Host itself; put the host into the URL; --connect HOST:PORT sets where to connect',
  ],
  ['run ws --header origin:x', '--header origin: wsspec sets Origin itself; use --origin'],
  ['run ws --header-env A', "--header-env A: there is no = in it; write 'Authorization=VAR'"],
  ['run ws --header-env A=NO', '--header-env A=NO: the environment has no NO; set it, or name another variable'],
  [
    'run ws --origin http://a/b',
    '--origin http://a/b: this is not an origin (RFC 6454 6.1); write scheme://host:port without a path',
  ],
  [
    'run ws --origin http://a\u010ab',
    '--origin http://a\u010ab: this is not an origin (RFC 6454 6.1); write scheme://host:port without a path',
  ],
  [
    'run ws --origin http://a\x01b',
    '--origin http://a\\x01b: this is not an origin (RFC 6454 6.1); write scheme://host:port without a path',
  ],
  ['run ws --subprotocol a,b', '--subprotocol a,b: this is not a token (RFC 9110 5.6.2); give each name separately'],
  ['run ws --connect foo', '--connect foo: give HOST:PORT, with a port between 1 and 65535, as in 127.0.0.1:8080'],
  [
    'run ws --connect h:70000',
    '--connect h:70000: give HOST:PORT, with a port between 1 and 65535, as in 127.0.0.1:8080',
  ],
  ['run ws --ca none.pem', '--ca none.pem cannot be read: there is no such file or folder'],
  ['run ws --ca text', '--ca text: there is no PEM certificate in it; convert it with openssl x509 -outform PEM'],
  ['run ws --profile none', '--profile none cannot be read: there is no such file or folder'],
  ['run ws --profile list', '--profile list: it must be object'],
  ['run ws --catalogue 0.9', '--catalogue 0.9: the catalogue has no such version; there are 1.0 and 1.1'],
  ['list --catalogue 2', '--catalogue 2: the catalogue has no such version; there are 1.0 and 1.1'],
  ['completion tcsh', 'completion tcsh: give one of bash, zsh, fish'],
  ['completion', "missing required argument 'shell'; 'wsspec completion --help' shows what it takes"],
  ['run ws --known none', '--known none cannot be read: there is no such file or folder'],
  ['run ws --known text', '--known text, line 1: this is not a list; write entries, each with id and reason'],
  [
    'run ws --known stranger',
    "--known stranger, line 1: no case has the id 77.77; 'wsspec list' and 'wsspec clients list' show every id",
  ],
  ['run ws --known bare', '--known bare, line 1: the entry for 6.02 has no reason; say why it is expected'],
  ['run ws --write-known no/k.yml', '--write-known no/k.yml: there is no folder no; make it first'],
  ['run ws --write-known .', '--write-known .: this is a folder; write ./known.yml'],
  ['run ws --json - --html -', '--html -: --json is written there too; name another path'],
  [
    'run ws --json out/a --html ./out/../out/a',
    '--html ./out/../out/a: --json is written there too; name another path',
  ],
  ['run ws --json text --html link', '--html link: --json is written there too; name another path'],
  [
    'run ws --html out/index.html --mochawesome out',
    '--mochawesome out: --html is written there too; name another path',
  ],
  [
    'run ws --mochawesome ./x/ --json x/index.json',
    '--mochawesome ./x/: --json is written there too; name another path',
  ],
  ['diff page page', "page: this page has no wsspec results; write one with 'wsspec run … --html FILE'"],
  ['diff damaged damaged', 'damaged: the results in this page are damaged; write it again'],
  ['compare none.html', 'none.html cannot be read: there is no such file or folder'],
  ['run ws --json loop', '--json loop: its links go in a circle; write it elsewhere'],
  [`run ws --json ${LONG}`, `--json ${LONG}: the name is too long; write it elsewhere`],
  ['run ws --mochawesome -', '--mochawesome -: this report is a folder; name a folder'],
  ['run ws --trace -', '--trace -: this report is a folder; name a folder'],
  ['run ws --badge b.png', '--badge b.png: its name ends in .svg, or in .json for an endpoint of shields.io'],
  ['run ws --format isue', '--format isue: did you mean issue?'],
  ['run ws --format xml', '--format xml: the formats are text, issue'],
  ['run ws --format issue --json -', '--format issue: --json goes to standard output too; give it a file'],
  ['run ws --html no/x.html', '--html no/x.html: there is no folder no; make it first'],
  ['run ws --html .', '--html .: this is a folder; write ./report.html'],
  ['run ws --known known.json --json ./known.json', '--json ./known.json: --known reads it; write another file'],
  ['compare ok.json --html ./x/../ok.json', '--html ./x/../ok.json: compare reads it; write another file'],
  [
    'diff ok.json ok.json --html x.html --markdown ./x.html',
    'x.html: diff reads it, or writes the other document to it; name another file',
  ],
  [
    'diff ok.json none.json --markdown ok.json',
    'ok.json: diff reads it, or writes the other document to it; name another file',
  ],
  ['diff cut cut', 'cut: the results in this page are damaged; write it again'],
  ['run ws --known two', '--known two, line 4: a second document begins here; keep one list'],
  ['run ws --mochawesome text', '--mochawesome text: this is a file; give a folder'],
  ['diff text text', 'text is not JSON'],
  ['diff none none', 'none cannot be read: there is no such file or folder'],
  ['merge ok.json', 'there is nothing to merge: ok.json has no results of any target'],
  ['merge ok.json ok.json', 'there is nothing to merge: ok.json and ok.json have no results of any target'],
  ['diff list list', "list: this is not a file of wsspec results; write one with 'wsspec run … --json FILE'"],
  ['diff future future', 'future: its schemaVersion is 2, this wsspec reads 1; use the wsspec that wrote it'],
  ['compare none.json', 'none.json cannot be read: there is no such file or folder'],
  ['scratch --fixture ful', '--fixture ful: there is no such fixture; did you mean full?'],
  ['scratch --fixture none', '--fixture none: there is no such fixture; the only one is full'],
  [
    'scratch --defect accept-constan',
    '--defect accept-constan: there is no such defect; did you mean accept-constant?',
  ],
  ['scratch --variant refusals-430', '--variant refusals-430: there is no such variant; did you mean refusals-403?'],
  ['scratch --port 70000', '--port 70000: give a port between 0 and 65535; 0 is any free port'],
]

describe('wrong usage', () => {
  const folder = new Folder()
  before(() => {
    folder.put('text', 'no JSON')
    folder.put('list', [])
    folder.put('page', '<!doctype html><title>x</title>')
    folder.put('damaged', '<!doctype html><script type="text/plain" id="results">AAAA</script>')
    folder.put('future', { schemaVersion: 2 })
    folder.put('cut', '<!doctype html><script type="text/plain" id="results">AAAA')
    folder.put('known.json', [])
    folder.put('two', "---\n- id: '6.08'\n  reason: x\n---\n- id: '6.09'\n  reason: x\n")
    folder.put('ok.json', {
      schemaVersion: 1,
      tool: { name: 'wsspec', version: '0.1.0' },
      catalogue: CATALOGUE,
      command: [],
      startedAt: null,
      durationMs: 0,
      targets: [],
    })
    folder.put('stranger', [{ id: '77.77', reason: 'a bug' }])
    folder.put('bare', [{ id: '6.02' }])
    symlinkSync('text', join(folder.path, 'link'))
    mkdirSync(join(folder.path, 'bin'))
    for (const name of ['serve', 'backend'])
      writeFileSync(join(folder.path, 'bin', name), '#!/bin/sh\n', { mode: 0o755 })
    folder.put('server.js', '')
    symlinkSync('loop', join(folder.path, 'loop'))
  })
  after(() => folder.remove())

  for (const [line, message] of LINES)
    it(`wsspec ${line}`, async () => {
      const { code, stdout, stderr } = await wsspec(line.split(' '), { cwd: folder.path })
      expect(code).to.equal(2)
      expect(stdout).to.equal('')
      if (message.endsWith('is not JSON')) expect(stderr).to.match(new RegExp(`^wsspec: ${message}: [^\n]+\n$`))
      else expect(stderr).to.equal(`wsspec: ${message}\n`)
    })

  /** Command lines with a program, where `--` was forgotten, and the command line that was meant. */
  const PROGRAMS: readonly [string, string][] = [
    ['run serve server.js', 'wsspec run -- serve server.js'],
    ['backend x', 'wsspec run -- backend x'],
    ['run serve --port 3000', 'wsspec run -- serve --port 3000'],
    ['run --only 6 --jobs 3 ./bin/serve $PORT', "wsspec run --only 6 --jobs 3 -- ./bin/serve '$PORT'"],
    ['run server.js', 'wsspec run -- node server.js'],
    ['run serve --password hunter2', `wsspec run -- serve --password "\${SECRET_PASSWORD:?}"`],
  ]
  for (const [line, meant] of PROGRAMS)
    it(`names the command line that was meant: wsspec ${line}`, async () => {
      const around = { cwd: folder.path, env: { PATH: join(folder.path, 'bin') } }
      const { code, stdout, stderr } = await wsspec(line.split(' '), around)
      expect([code, stdout]).to.deep.equal([2, ''])
      expect(stderr).to.match(/^wsspec: .*; to start a command and test its server: /)
      expect(stderr.split('server: ')[1]).to.equal(`${meant}\n`)
    })

  const EMPTY: readonly [string[], string][] = [
    [['run', ''], "a target is empty; write 'wsspec run ws://host:port/path' or 'wsspec run ws'"],
    [['run', 'ws', '--only', ''], '--only: its value is empty; give a pattern'],
    [['run', 'ws', '--origin', ''], '--origin: its value is empty; give an origin'],
    [['run', '--', ''], "--: the command is empty; write 'wsspec run -- CMD ARG…'"],
    [['run', '--', ' ', 'x'], "--: the command is empty; write 'wsspec run -- CMD ARG…'"],
    [
      ['clients', 'run', ''],
      "a client is empty; write 'wsspec clients run ws', or: 'wsspec clients run -- CMD ARG… {url} {protocols}' runs a command (docs/clients.md)",
    ],
    [['explain', ''], "no case has the id : 'wsspec list' and 'wsspec clients list' show every id"],
  ]
  for (const [argv, message] of EMPTY)
    it(`wsspec ${argv.join(' ')} with nothing in it`, async () => {
      const { code, stderr } = await wsspec(argv)
      expect([code, stderr]).to.deep.equal([2, `wsspec: ${message}\n`])
    })

  it('never shows the value of a header', async () => {
    const { code, stderr } = await wsspec(['run', 'ws', '--header', 'Bad Name: hunter2'])
    expect(code).to.equal(2)
    expect(stderr).to.equal("wsspec: --header Bad ***: this is not a field name; write 'Name: value'\n")
  })

  const SECRETS: readonly string[][] = [
    ['run', 'ws', '--header', 'X-Tok hunter2'],
    ['run', 'ws', '--header=hunter2'],
    ['run', 'ws', '--header-env', 'Authorization: Bearer hunter2'],
    ['run', 'ws', '--header-env', 'X-Tok=hunter2'],
    ['run', 'ws', '--heade', 'X-Tok: hunter2', '--jbos'],
    ['run', 'ws', '--password=hunter2'],
    ['run', 'ws', '--jobs', 'token=hunter2'],
    ['run', 'ws://h:99999/?token=hunter2'],
    ['run', 'http://h/?token=hunter2&x=1'],
    ['run', 'h:80/?token=hunter2'],
    ['run', 'user:hunter2@h:80/'],
    ['run', 'ws:/user:hunter2@h/'],
    ['run', 'ws//user:hunter2@h/'],
    ['ws://user:hunter2@h:port/'],
    ['ws://user:hunter2#x@h/'],
    ['ws://user:hunter2/x@h/'],
    ['ws://user:x@hunter2@h:port/'],
    ['ws:/user:hunter2@h/'],
    ['run', 'ws', '--origin', 'https://user:hunter2@h/x'],
    ['run', 'ws', '--connect', 'user:hunter2@h'],
    ['run', 'ws', '--json', 'no/?token=hunter2'],
    ['explain', 'ws://user:hunter2@h/'],
    ['diff', 'ws://user:hunter2@h/', 'b'],
    ['lst', 'ws://user:hunter2@h/'],
    ['run', 'ws', '--', 'serve', '--password', 'hunter2'],
  ]
  for (const argv of SECRETS)
    it(`never shows a secret: wsspec ${argv.join(' ')}`, async () => {
      const { code, stdout, stderr } = await wsspec(argv, { cwd: folder.path })
      expect([code, stdout]).to.deep.equal([2, ''])
      expect(stderr).to.match(/^wsspec: /)
      expect(stderr).to.not.match(/hunter2|user/)
    })

  it('never shows a secret of a variable', async () => {
    for (const env of [{ WSSPEC_HEADER: 'X-Tok hunter2' }, { WSSPEC_CONNECT: 'user:hunter2@h' }]) {
      const { code, stderr } = await wsspec(['run', 'ws'], { cwd: folder.path, env })
      expect(code).to.equal(2)
      expect(stderr).to.not.match(/hunter2|user/)
    }
  })

  it('prints a short help without arguments', async () => {
    const { code, stdout, stderr } = await wsspec([])
    expect(code).to.equal(2)
    expect(stdout).to.equal('')
    expect(stderr).to.match(/^Usage: wsspec/)
  })

  it('shows the help on standard output where it is asked for, examples first', async () => {
    for (const argv of [['--help'], ['run', '-h']]) {
      const { code, stdout, stderr } = await wsspec(argv)
      expect(code).to.equal(0)
      expect(stderr).to.equal('')
      expect(stdout).to.match(/^Examples:\n/)
      expect(stdout).to.include('Exit codes: 0 nothing failed')
    }
  })
})
