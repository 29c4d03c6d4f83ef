import { expect } from 'chai'
import { connect } from '../../../clients-under-test/scratch/connect'
import { CLIENT_DEFECTS } from '../../../clients-under-test/scratch/defects'
import { type ClientReplacement, clientWith } from '../../../clients-under-test/scratch/overlay'
import { CLIENT_VARIANTS } from '../../../clients-under-test/scratch/variants'
import { functionDriver } from '../../../harness/drive/function-driver'
import type { ClientTarget } from '../../../harness/run/client/client-target'
import { clientResultsOf } from '../../../tools/kill-matrix/client/scratch-client-runs'

const PORTS = 65_536

/** A client that cuts the port of its URL to 16 bits, and names the port of the URL in Host. */
const cutsPort: ClientTarget = {
  name: 'a client that cuts ports',
  profile: 'rfc',
  driver: functionDriver(({ url, protocols, timeoutMs }, say, signal) => {
    const [, host = '', port = ''] = /^ws:\/\/([^/]*):(\d+)\//.exec(url) ?? []
    const own = clientWith([
      {
        name: 'host',
        says: '',
        replaces: ({ requestFields }) => ({
          requestFields: (opening, client) =>
            requestFields(opening, client).map(([name, value]) =>
              name === 'Host' && Number(port) > PORTS ? [name, `${host}:${port}`] : [name, value],
            ),
        }),
      },
    ])
    const cut = Number(port) > PORTS ? url.replace(`:${port}/`, `:${Number(port) - PORTS}/`) : url
    return connect({ url: cut, protocols, timeoutMs, signal }, say, own)
  }),
}

describe('client cases about the host and port of the URL', function () {
  this.timeout(30_000)

  it('record that a port above 65535 is cut, and find nothing wrong with the Host of that request', async () => {
    const found = await clientResultsOf([], ['C0.03', 'C0.08', 'C0.09', 'C0.43'], cutsPort)
    expect(found.get('C0.43')?.got).to.contain('a port above 65535: the client opened')
    expect(found.get('C0.43')?.got).to.contain('the port was taken modulo 65536')
    expect(found.get('C0.43')?.verdict).to.equal('observed')
    expect(found.get('C0.08')?.verdict).to.equal('pass')
  })

  it('leave userinfo in Host to the case about userinfo', async () => {
    const leaks = CLIENT_DEFECTS.filter(({ name }) => name === 'userinfo-in-host')
    const stays = CLIENT_VARIANTS.filter(({ name }) => name === 'no-redirects')
    const found = await clientResultsOf([...leaks, ...stays], ['C0.08', 'C0.12', 'C2.37'])
    expect([...found.values()].map(({ id, verdict }) => `${id} ${verdict}`)).to.deep.equal([
      'C0.08 pass',
      'C0.12 fail',
      'C2.37 skip',
    ])
  })

  it('take another form of an IPv6 address in Host', async () => {
    const long: ClientReplacement = {
      name: 'long-form',
      says: 'writes IPv6 addresses in full',
      replaces: ({ requestFields }) => ({
        requestFields: (opening, client) =>
          requestFields(opening, client).map(([name, value]) => [name, value.replace('[::1]', '[0:0:0:0:0:0:0:1]')]),
      }),
    }
    const found = await clientResultsOf([long], ['C0.08', 'C0.09', 'C0.10'])
    expect(found.get('C0.08')?.verdict).to.equal('pass')
    expect(found.get('C0.10')?.verdict).to.equal('pass')
  })

  it('skip C2.37 with a client that takes no URL with userinfo', async () => {
    const refuses: ClientTarget = {
      name: 'a client without userinfo',
      profile: 'rfc',
      driver: functionDriver(({ url, protocols, timeoutMs }, say, signal) => {
        if (!url.includes('@')) return connect({ url, protocols, timeoutMs, signal }, say, clientWith([]))
        say('FAIL userinfo')
        return Promise.resolve(1)
      }),
    }
    expect((await clientResultsOf([], ['C2.37'], refuses)).get('C2.37')?.verdict).to.equal('skip')
  })
})
