import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { type Listening, listen } from '../servers-under-test/scratch/server'
import { ROOT, TYPESCRIPT } from './kit/checkout'
import { Folder } from './kit/folder'

interface Step {
  name: string
  if?: string
  uses?: string
  run?: string
  env?: Record<string, string>
  with?: Record<string, string>
}

interface Action {
  inputs: Record<string, { description: string; default: string }>
  outputs: Record<string, { value: string }>
  runs: { using: string; steps: Step[] }
}

const ACTION = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action
const WORKFLOWS = [...readFileSync(join(ROOT, 'docs/ci.md'), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text]) => parse(text ?? ''),
)

/** Used in place of npx: prints the name of the package, and runs the sources. */
const NPX = `#!/bin/sh
test "$1" = --yes && shift
echo "package $1" >&2
shift
exec '${process.execPath}' -r '${TYPESCRIPT}' '${join(ROOT, 'cli/bin.ts')}' "$@"
`

describe('the GitHub action', function () {
  this.timeout(300_000)
  const folder = new Folder()
  let intact: Listening
  let broken: Listening

  before(async () => {
    mkdirSync(join(folder.path, 'bin'))
    chmodSync(folder.put('bin/npx', NPX), 0o755)
    intact = await listen()
    broken = await listen({ defects: ['upgrade-optional'] })
  })
  after(async () => {
    await Promise.all([intact.close(), broken.close()])
    folder.remove()
  })

  /** The value of an `env:` entry, with its expressions replaced by inputs and by outputs of the first step. */
  function filled(text: string, inputs: Record<string, string>, outputs: Record<string, string>): string {
    return text.replace(/\$\{\{ (?:inputs|steps\.run\.outputs)\.([\w-]+) \}\}/g, (whole, name: string) =>
      whole.includes('inputs.') ? (inputs[name] ?? ACTION.inputs[name]?.default ?? '') : (outputs[name] ?? ''),
    )
  }

  function shell(script: string, env: Record<string, string>): Promise<{ code: number | null; out: string }> {
    const file = folder.put('step.sh', script)
    const path = `${join(folder.path, 'bin')}:${process.env['PATH']}`
    const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', file], {
      cwd: folder.path,
      env: { ...process.env, ...env, PATH: path },
    })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (out += bytes))
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
  }

  /** The outputs in the file that a step wrote, read as GitHub reads them. */
  function read(file: string): Record<string, string> {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const long = [...text.matchAll(/^([\w-]+)<<(.*)\n([\s\S]*?)\n?\2$/gm)].map(([, name = '', , value = '']) => [
      name,
      value,
    ])
    const short = [...text.matchAll(/^([\w-]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value])
    return Object.fromEntries([...long, ...short])
  }

  let runs = 0

  /** Runs the steps of the action until one fails. */
  async function act(inputs: Record<string, string>) {
    runs += 1
    const files = {
      GITHUB_OUTPUT: join(folder.path, `output-${runs}`),
      GITHUB_STEP_SUMMARY: join(folder.path, `summary-${runs}`),
    }
    let outputs: Record<string, string> = {}
    let last: { code: number | null; out: string } = { code: 0, out: '' }
    let output = ''
    for (const { run, env = {} } of ACTION.runs.steps) {
      if (run === undefined || last.code !== 0) continue
      const given = Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, filled(value, inputs, outputs)]),
      )
      last = await shell(run, { ...files, ...given })
      outputs = read(files.GITHUB_OUTPUT)
      output += last.out
    }
    const summary = existsSync(files.GITHUB_STEP_SUMMARY) ? readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') : ''
    return { code: last.code, outputs, output, summary }
  }

  it('puts no input into a script, and sets every output that it names', () => {
    for (const { run = '' } of ACTION.runs.steps) expect(run).to.not.include('${{')
    for (const [name, { value }] of Object.entries(ACTION.outputs))
      expect(value).to.equal(`\${{ steps.run.outputs.${name} }}`)
    expect(ACTION.runs.using).to.equal('composite')
    expect(ACTION.inputs['package']?.default).to.equal(
      `wsspec@${JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version}`,
    )
  })

  it('succeeds on a server that conforms, with outputs, page and summary', async () => {
    const url = `ws://127.0.0.1:${intact.port}/`
    const { code, outputs, summary, output } = await act({ url, args: '--only\n3.01\n\n--only\n6.02\n' })
    expect(code, output).to.equal(0)
    expect(outputs).to.deep.include({
      'exit-code': '0',
      pass: '2',
      fail: '0',
      known: '0',
      html: 'wsspec-reports/index.html',
    })
    for (const name of Object.keys(ACTION.outputs)) expect(outputs, name).to.have.property(name)
    expect(summary).to.include('meets 2 of 2 MUSTs')
    expect(readFileSync(join(folder.path, outputs['html'] ?? ''), 'utf8')).to.include('<!doctype html>')
    expect(output).to.include(`package ${ACTION.inputs['package']?.default}`)
  })

  it('has the exit code of wsspec, and takes known failures and a folder with blanks', async () => {
    const url = `ws://127.0.0.1:${broken.port}/`
    const failed = await act({ url, args: '--only=3.01', reports: 'my reports' })
    expect(failed.code, failed.output).to.equal(1)
    expect(failed.outputs).to.deep.include({ 'exit-code': '1', fail: '1', html: 'my reports/index.html' })
    expect(failed.output).to.match(/^::error/m)
    folder.put('known list.yml', '- {id: 3.01, reason: issue 7}\n')
    const known = await act({ url, args: '--only=3.01', 'known-failures': 'known list.yml' })
    expect(known.code, known.output).to.equal(0)
    expect(known.outputs).to.deep.include({ 'exit-code': '0', fail: '1', known: '1' })
  })

  it('starts a command with $PORT, and passes inputs to no other shell', async () => {
    folder.put(
      'server.js',
      `
      const { WebSocketServer } = require(${JSON.stringify(require.resolve('ws'))})
      new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) }).on('connection', (s) => s.on('error', () => {}))
    `,
    )
    const command = await act({
      command: 'exec node server.js "$PORT"',
      url: 'ws://127.0.0.1:$PORT/',
      args: '--only=6.02\n--only=6.08',
      'known-as': 'ws',
    })
    expect([command.code, command.outputs['pass']], command.output).to.deep.equal([0, '1'])
    const hostile = '$(touch pwned)`touch pwned`"; touch pwned; "'
    const refused = await act({ url: hostile, args: `--only=${hostile}`, 'known-failures': hostile, strict: hostile })
    expect(refused.code).to.equal(2)
    expect(existsSync(join(folder.path, 'pwned'))).to.equal(false)
  })

  it('reports missing or contradictory inputs', async () => {
    expect((await act({})).output).to.include('give one of the inputs')
    const both = await act({ url: 'ws://127.0.0.1:1/', server: 'ws' })
    expect([both.code, both.outputs['exit-code']]).to.deep.equal([2, undefined])
  })

  it('is used in docs/ci.md with inputs that it has', () => {
    const used = WORKFLOWS.flatMap(({ jobs }) => (jobs?.handshake?.steps ?? []) as Step[]).filter(({ uses = '' }) =>
      uses.startsWith('wsspec/'),
    )
    expect(used).to.have.length(3)
    for (const step of used) expect(Object.keys(ACTION.inputs)).to.include.members(Object.keys(step.with ?? {}))
  })

  it('has a form for disputes that asks for case, clause and bytes', () => {
    const form = parse(readFileSync(join(ROOT, '.github/ISSUE_TEMPLATE/dispute.yml'), 'utf8'))
    const required = form.body.filter((each: { validations?: { required: boolean } }) => each.validations?.required)
    expect(required.map(({ id }: { id: string }) => id)).to.include.members(['case', 'clause', 'octets'])
  })
})
