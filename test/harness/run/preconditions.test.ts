import { expect } from 'chai'
import { isLoopback } from '../../../harness/run/loopback'
import { mayRunDestructive, unmetPrecondition } from '../../../harness/run/preconditions'
import type { Target } from '../../../harness/run/target'
import { DEFAULT_RUN_OPTIONS } from '../../../settings/run-options'
import { caseOf } from '../kit/cases'
import { targetOf } from '../kit/runs'

describe('the preconditions of a case', () => {
  const target = (url: string, over: Partial<Target> = {}) => targetOf({ port: 1 }, { url: new URL(url), ...over })

  it('know which hosts are loopback', () => {
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.255.1.2', '::1', '[::1]'])
      expect(isLoopback(host), host).to.equal(true)
    for (const host of [
      'localhost.example',
      '127.0.0.1.example',
      '128.0.0.1',
      '::',
      '::2',
      '0.0.0.0',
      '10.0.0.1',
      'alocalhost',
      '',
    ])
      expect(isLoopback(host), host).to.equal(false)
  })

  it('allow destructive cases on loopback, on a server of ours, and with --destructive', () => {
    const connect = { host: '10.0.0.1', port: 80 }
    expect(mayRunDestructive(target('ws://127.0.0.1/'), DEFAULT_RUN_OPTIONS)).to.equal(true)
    expect(mayRunDestructive(target('ws://[::1]:8080/'), DEFAULT_RUN_OPTIONS)).to.equal(true)
    expect(mayRunDestructive(target('ws://127.0.0.1/', { connect }), DEFAULT_RUN_OPTIONS)).to.equal(false)
    expect(mayRunDestructive(target('ws://example.test/'), DEFAULT_RUN_OPTIONS)).to.equal(false)
    expect(mayRunDestructive(target('ws://example.test/', { ours: true }), DEFAULT_RUN_OPTIONS)).to.equal(true)
    expect(mayRunDestructive(target('ws://example.test/'), { ...DEFAULT_RUN_OPTIONS, destructive: true })).to.equal(
      true,
    )
  })

  it('are not met by a destructive case, a slow one, or one whose need is not met', () => {
    const known = {
      target: target('ws://example.test/'),
      options: DEFAULT_RUN_OPTIONS,
      capabilities: { echo: false, subprotocols: ['one'], permessageDeflate: false },
      required: undefined,
    }
    expect(unmetPrecondition(caseOf('1.01'), known)).to.equal(null)
    expect(unmetPrecondition(caseOf('1.01', { hurts: true }), known)).to.match(/--destructive/)
    expect(unmetPrecondition(caseOf('1.01', { slow: true }), known)).to.match(/--slow/)
    expect(
      unmetPrecondition(caseOf('1.01', { slow: true }), { ...known, options: { ...DEFAULT_RUN_OPTIONS, slow: true } }),
    ).to.equal(null)
    expect(unmetPrecondition(caseOf('1.01', { needs: ['subprotocols'] }), known)).to.equal(null)
    expect(unmetPrecondition(caseOf('1.01', { needs: ['subprotocols', 'twoSubprotocols'] }), known)).to.match(
      /two subprotocols/,
    )
    expect(unmetPrecondition(caseOf('1.01', { needs: ['echo'] }), known)).to.match(/echo/)
    expect(unmetPrecondition(caseOf('1.01', { needs: ['addedFields'] }), known)).to.match(/0\.01/)
    expect(unmetPrecondition(caseOf('1.01', { needs: ['addedFields'] }), { ...known, required: 'chat' })).to.equal(null)
  })
})
