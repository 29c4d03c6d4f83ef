import { expect } from 'chai'
import { violations } from '../../tools/rooms'

describe('the rules of the rooms', () => {
  it('let a room import its own files and those that its row names', () => {
    expect(
      violations('harness/judge/a.ts', "import { b } from './b'\nimport { Case } from '../case/case'"),
    ).to.deep.equal([])
    expect(violations('cli/a.ts', "import { b } from '../settings/b'")).to.deep.equal([])
  })

  it('report an import against the direction, also one by require', () => {
    expect(violations('reports/a.ts', "import { b } from '../cli/b'")).to.deep.equal([
      'reports/a.ts: reports may not import cli (cli/b)',
    ])
    expect(violations('settings/a.ts', "const b = require('../cli/b')")).to.have.length(1)
    expect(violations('harness/judge/a.ts', "import { b } from '../run/b'")).to.have.length(1)
  })

  it('report an import in a pure room that opens sockets or files', () => {
    expect(violations('suites/server/a.ts', "import { connect } from 'node:net'")).to.deep.equal([
      'suites/server/a.ts: suites/server is pure and may not import net',
    ])
    expect(violations('harness/transport/a.ts', "import { connect } from 'node:net'")).to.deep.equal([])
  })

  it('let a room import types of the rooms that its row names for that, and nothing else of them', () => {
    const steps = (text: string) => violations('harness/play/steps/a.ts', text)
    expect(steps("import type { Player } from '../player'\nimport { b } from './b'")).to.deep.equal([])
    expect(steps("import { Player } from '../player'")).to.deep.equal([
      'harness/play/steps/a.ts: harness/play/steps may not import harness/play (harness/play/player)',
    ])
    expect(steps("import type { Session } from '../../run/session'")).to.have.length(1)
  })

  it('say nothing about a file that is in no room', () => {
    expect(violations('test/a.test.ts', "import { b } from '../cli/b'")).to.deep.equal([])
  })
})
