import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Step } from '../../../../harness/case/script'
import { kindOf, lastsMs, STEPS, stretchMs } from '../../../../harness/play/steps'
import type { Wording } from '../../../../harness/play/steps/kind'
import { handshake } from '../../../../harness/wire/http1/request'
import { latin1 } from '../../kit/bytes'
import { VARS } from '../../kit/vars'

const ROOT = join(__dirname, '..', '..', '..', '..')

const wording: Wording = {
  vars: VARS,
  request: (edit) => handshake(VARS, [], edit).octets,
  quote: (bytes) => `<${bytes.toString('latin1')}>`,
  count: (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`,
  duration: (ms) => `${ms} ms`,
}

/** One step of each kind, some with what else it can say, and its words. */
const WORDS: readonly [Step, string][] = [
  [{ do: 'send' }, 'send the request above'],
  [{ do: 'send', to: 3 }, 'send 3 bytes of the request above: <GET>'],
  [{ do: 'send', to: 1, everyMs: 5 }, 'send 1 byte of the request above, one byte every 5 ms: <G>'],
  [{ do: 'send', edit: { text: () => 'x' } }, 'send: <x>'],
  [
    { do: 'flood', octets: 'ab', most: 9, ms: 20 },
    'send <ab> again and again, until the server answers or ends, at most 9 bytes or 20 ms',
  ],
  [{ do: 'stopReading', ms: 5 }, 'read nothing for 5 ms'],
  [{ do: 'answer' }, 'wait for a final response'],
  [{ do: 'answer', within: 7 }, 'wait for a final response, at most 7 ms'],
  [{ do: 'alive' }, 'where the handshake is accepted, check that the link works'],
  [{ do: 'frame', frame: { opcode: 9 } }, 'send a Ping with 0 bytes of payload'],
  [
    { do: 'frame', frame: { opcode: 1, payload: 'é', fin: false, rsv: 4 }, joined: { opcode: 11, mask: false } },
    'send a text frame with 2 bytes of payload (FIN 0, reserved bits 100), and in the same write a frame with opcode 11 with 0 bytes of payload (not masked)',
  ],
  [
    { do: 'frame', frame: { opcode: 8, payload: 'a' }, refused: true },
    'send a Close frame with 1 byte of payload, also after a refusal',
  ],
  [{ do: 'write', octets: ({ host }) => host }, 'send: <example.test>'],
  [{ do: 'await', within: 5 }, 'wait for a frame, at most 5 ms'],
  [{ do: 'await', end: true, within: 5 }, 'wait for the end of the connection, at most 5 ms'],
  [{ do: 'await', octets: () => true, within: 5 }, 'wait for the bytes that must follow the answer, at most 5 ms'],
  [{ do: 'await', link: () => true, within: 5 }, 'wait for the frames that must come, at most 5 ms'],
  [{ do: 'await', frame: () => true, within: 5 }, 'wait for the frame that must come, at most 5 ms'],
  [{ do: 'watch', ms: 5 }, 'check for up to 5 ms that nothing happens'],
  [{ do: 'pause', ms: 5 }, 'wait 5 ms'],
  [{ do: 'unlessClosing' }, 'go on only where the connection may be used again'],
  [{ do: 'onlyIf', says: 'it is so', answer: () => true }, 'go on only where it is so'],
  [{ do: 'halfClose' }, 'close the sending side'],
  [{ do: 'reset' }, 'reset the connection'],
]

describe('the steps', () => {
  it('may take longer by what a slow target needs beyond each wait that they name', () => {
    const steps: Step[] = [
      { do: 'send' },
      { do: 'answer' },
      { do: 'await', within: 2000 },
      { do: 'await', within: 5000, isPace: true },
      { do: 'watch', ms: 7000 },
      { do: 'answer', within: 0 },
    ]
    expect(stretchMs(steps, 3, 10_000)).to.equal(0)
    expect(stretchMs(steps, 6000, 10_000)).to.equal(4000)
    expect(stretchMs(steps, 9000, 10_000)).to.equal(7000 + 2000)
    expect(stretchMs([{ do: 'answer' }, { do: 'answer' }], 6000, 10_000), 'they share the deadline').to.equal(2000)
  })

  it('are each put into words', () => {
    for (const [step, words] of WORDS) expect(kindOf(step).inWords(step, wording)).to.equal(words)
    expect(new Set(WORDS.map(([step]) => step.do))).to.deep.equal(new Set(Object.keys(STEPS)))
  })

  it('say how long they last by design, a window as long as it is for the target', () => {
    const script: Step[] = [
      { do: 'send', everyMs: 2 },
      { do: 'answer', within: 5000 },
      { do: 'await', within: 5000 },
      { do: 'watch', ms: 1000 },
      { do: 'pause', ms: 30 },
      { do: 'stopReading', ms: 40 },
      { do: 'flood', octets: 'x', most: 1, ms: 50 },
    ]
    expect(lastsMs(script, (named) => named / 10)).to.equal(2 * 160 + 100 + 30 + 40 + 50)
    expect(lastsMs([{ do: 'send' }, { do: 'answer' }, { do: 'alive' }], (named) => named)).to.equal(0)
  })

  it('have the bytes that a person can send in one write', () => {
    const writes = (step: Step) => kindOf(step).writes?.(step, wording) ?? null
    expect(writes({ do: 'send', from: -2 })).to.deep.equal(latin1('\r\n'))
    expect(writes({ do: 'write', octets: '\xe9' })).to.deep.equal(Buffer.from([0xe9]))
    expect(writes({ do: 'send', everyMs: 1 })).to.equal(null)
    for (const kind of ['frame', 'flood', 'answer', 'reset'] as const) expect(STEPS[kind].writes).to.equal(undefined)
  })

  it('are known without loading the player or a transport', () => {
    const program =
      "require('./harness/play/steps'); console.log(Object.keys(require.cache).filter((path) => /harness.(transport|play.[a-z]+\\.ts)/.test(path)).length)"
    const args = ['-r', './tools/typescript.js', '-e', program]
    expect(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }).trim()).to.equal('0')
  })
})
