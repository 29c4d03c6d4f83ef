import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect } from 'chai'
import { installPackages, wouldInstall } from '../../servers-under-test/apt'
import { Folder } from '../cli/support'

/** Stands in for apt-get: says what it was asked for, and what the policy is meanwhile. */
const APT = `#!/bin/sh
case "$*" in
*--simulate*) printf 'Reading\\nInst libc (1)\\nInst %s (2)\\nConf libc (1)\\n' "$5";;
*) echo "asked: $*"; "$POLICY"; echo "policy: $?"; [ "$5" != broken ] || exit 100;;
esac
`

describe('Debian packages', () => {
  const folder = new Folder()
  const policy = join(folder.path, 'policy-rc.d')
  const { PATH } = process.env
  before(() => {
    writeFileSync(join(folder.path, 'apt-get'), APT)
    chmodSync(join(folder.path, 'apt-get'), 0o755)
    Object.assign(process.env, { PATH: `${folder.path}${delimiter}${PATH}`, POLICY: policy })
  })
  after(() => {
    process.env['PATH'] = PATH
    delete process.env['POLICY']
    folder.remove()
  })

  const install = async (name: string) => {
    let said = ''
    const status = await installPackages(
      [name],
      (text) => {
        said += text
      },
      policy,
    )
    return { status, said }
  }

  it('are listed before they are installed', async () => {
    expect(await wouldInstall(['nginx'])).to.deep.equal(['libc', 'nginx'])
  })

  it('are installed without what they recommend, and start no service', async () => {
    const { status, said } = await install('nginx')
    expect(status).to.equal(0)
    expect(said).to.equal('asked: install --yes --no-install-recommends -- nginx\npolicy: 101\n')
    expect(existsSync(policy)).to.equal(false)
  })

  it('leave the policy as it was, also where apt fails', async () => {
    writeFileSync(policy, '#!/bin/sh\nexit 7\n')
    chmodSync(policy, 0o755)
    const { status, said } = await install('broken')
    expect([status, said.includes('policy: 101')]).to.deep.equal([100, true])
    expect(readFileSync(policy, 'utf8')).to.equal('#!/bin/sh\nexit 7\n')
  })
})
