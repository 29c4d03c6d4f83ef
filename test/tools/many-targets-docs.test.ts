import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { flagName } from '../../settings/settings'
import { readShard } from '../../settings/shard'
import { settingsOf } from '../../settings/table'
import { TARGET_LINE_SCHEMA } from '../../settings/targets/targets-file'

const read = (name: string) => readFileSync(join(__dirname, '../../docs', name), 'utf8')

/** The flags of `wsspec run` in a text. */
function flagsIn(text: string): string[] {
  const commands = text.match(/wsspec run [^\n]*(?:\\\n[^\n]*)*/g) ?? []
  return commands.flatMap((command) => command.match(/--[a-z-]+/g) ?? [])
}

describe('the page about many targets', () => {
  const flags = settingsOf('run').map(({ key }) => flagName(key))

  it('has the schema that lines are checked against', () => {
    expect(JSON.parse(read('targets.schema.json'))).to.deep.equal(JSON.parse(JSON.stringify(TARGET_LINE_SCHEMA)))
  })

  it('names only flags that wsspec run has', () => {
    const named = [...flagsIn(read('many-targets.md')), ...flagsIn(read('kubernetes-job.yaml'))]
    expect(named).to.include.members(['--targets', '--lines', '--shard'])
    expect(named.filter((flag) => !flags.includes(flag))).to.deep.equal([])
  })

  it('has a workflow and a Job whose parts are those that --shard splits into', () => {
    const [, workflow = ''] = /```yaml\n([\s\S]*?)```/.exec(read('many-targets.md')) ?? []
    const { jobs } = parse(workflow)
    const parts: number[] = jobs.handshake.strategy.matrix.part
    expect(jobs.handshake.steps[1].run).to.include(`/${parts.length} `)
    for (const part of parts) expect(readShard(`${part}/${parts.length}`, '').index).to.equal(part)
    const { kind, spec } = parse(read('kubernetes-job.yaml'))
    expect({ kind, mode: spec.completionMode, both: spec.parallelism }).to.deep.equal({
      kind: 'Job',
      mode: 'Indexed',
      both: spec.completions,
    })
    expect(spec.template.spec.containers[0].args[0]).to.include(`+ 1))/${spec.completions}"`)
  })
})
