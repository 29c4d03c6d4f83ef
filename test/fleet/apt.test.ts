import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect } from 'chai'
import { installPackages, wouldChange } from '../../fleet/apt'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

/** Used in place of apt-get: prints its arguments and the policy at that time. */
const APT = `#!/bin/sh
for name; do :; done
case "$*" in
*--simulate*unknown|*--simulate*h2o) echo "E: Unable to locate package $name" >&2; exit 100;;
*--simulate*) printf 'Reading\\nInst libc [0] (1)\\nInst %s (2)\\nConf libc (1)\\n' "$name";;
*) echo "asked: $*"; "$POLICY"; echo "policy: $?"; [ "$name" != broken ] || exit 100;;
esac
`

describe('Debian packages', () => {
  const folder = new Folder()
  const policy = join(folder.path, 'policy-rc.d')
  const { PATH } = process.env
  before(function () {
    // Debian's own, as dpkg is.
    if (spawnSync('flock', ['--version']).error) this.skip()
    for (const [name, script] of Object.entries({ 'apt-get': APT, 'dpkg-query': '#!/bin/sh\n' })) {
      writeFileSync(join(folder.path, name), script)
      chmodSync(join(folder.path, name), 0o755)
    }
    Object.assign(process.env, { PATH: `${folder.path}${delimiter}${PATH}`, POLICY: policy })
  })
  after(() => {
    process.env['PATH'] = PATH
    delete process.env['POLICY']
    folder.remove()
  })

  const install = async (name: string, waitS = 5) => {
    let output = ''
    const write = (text: string) => {
      output += text
    }
    const status = await installPackages([name], write, policy, waitS)
    return { status, output }
  }

  it('are listed with the upgrades before they are installed', async () => {
    expect(await wouldChange(['nginx'])).to.deep.equal({ install: ['nginx'], upgrade: ['libc'] })
    const error = await wouldChange(['unknown']).then(String, String)
    expect(error).to.equal('Error: E: Unable to locate package unknown')
  })

  it('are installed without recommended packages, and start no service', async () => {
    const { status, output } = await install('nginx')
    expect(status).to.equal(0)
    const asked = 'install --yes --no-install-recommends --no-remove -o DPkg::Lock::Timeout=5 -- nginx'
    expect(output).to.equal(`asked: ${asked}\npolicy: 101\n`)
    expect(existsSync(policy)).to.equal(false)
  })

  it('leave the policy as it was, also where apt fails', async () => {
    writeFileSync(policy, '#!/bin/sh\nexit 7\n')
    chmodSync(policy, 0o755)
    const { status, output } = await install('broken')
    expect([status, output.includes('policy: 101')]).to.deep.equal([100, true])
    expect(readFileSync(policy, 'utf8')).to.equal('#!/bin/sh\nexit 7\n')
  })

  it('leave the policy as it was before a run that was killed', async () => {
    writeFileSync(policy, '#!/bin/sh\n# of wsspec, while it installs\nexit 101\n')
    writeFileSync(`${policy}.before-wsspec`, 'the first')
    expect((await install('nginx')).output).to.include('policy: 101')
    expect(readFileSync(policy, 'utf8')).to.equal('the first')
    expect(existsSync(`${policy}.before-wsspec`)).to.equal(false)
  })

  it('are not installed by two processes at once', async () => {
    const holder = spawn('flock', [folder.path, 'sh', '-c', 'echo held; cat'], { stdio: ['pipe', 'pipe', 'inherit'] })
    try {
      await once(holder.stdout, 'data')
      writeFileSync(policy, 'of the other')
      expect(await install('nginx', 0)).to.deep.equal({ status: 1, output: 'another wsspec is still installing\n' })
      expect(readFileSync(policy, 'utf8')).to.equal('of the other')
    } finally {
      holder.stdin.end()
      await once(holder, 'close')
    }
  })

  it('are reported once where apt cannot find them, or needs root', async () => {
    const { getuid } = process
    const line = 'apt-get install --no-install-recommends h2o'
    const stderrAs = async (id: number) => {
      Object.assign(process, { getuid: () => id })
      const outcome = await wsspec(['servers', 'install', 'h2o', '--yes'])
      expect([outcome.code, outcome.stdout]).to.deep.equal([3, `${line}\n`])
      return outcome.stderr
    }
    try {
      expect(await stderrAs(0)).to.equal(
        "wsspec: apt-get: E: Unable to locate package h2o; 'apt-get update' fetches the list of packages\n",
      )
      expect(await stderrAs(1000)).to.equal(`wsspec: apt needs root; run this: ${line}\n`)
    } finally {
      Object.assign(process, { getuid })
    }
  })
})
