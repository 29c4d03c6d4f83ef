import { expect } from 'chai'
import type { CaseResult, Verdict } from '../../harness/case/results'
import { run } from '../../harness/run/run'
import { DEFAULTS } from '../../harness/run/target'
import { listen } from '../../servers-under-test/scratch/server'
import { VARIANTS } from '../../servers-under-test/scratch/variants'
import { suites } from '../../suites/server'
import { cases, fullTarget } from '../../tools/kill-matrix/scratch-runs'

/** What a variant may come to that is neither pass nor observed nor skip, with the words of the pass column that say so. */
type Expected = Readonly<Record<string, readonly [verdict: Verdict, words: string]>>

const IGNORED = '101 without ext = CONTESTED'
const STRICTER = '4xx = CONTESTED'
const UNDECODED = '101 = CONTESTED'
const DROPPED = 'close without a response = WARN'

function all(ids: readonly string[], verdict: Verdict, words: string): Expected {
  return Object.fromEntries(ids.map((id) => [id, [verdict, words] as const]))
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  'extensions-unread': all(['9.06', '9.07', '9.08', '9.22'], 'contested', IGNORED),
  'deflate-bad-offer-refused': all(
    ['10.05', '10.06', '10.09', '10.10', '10.13', '10.15', '10.17', '10.18', '10.19', '10.20'],
    'contested',
    STRICTER,
  ),
  'key-undecoded': all(['5.03', '5.04', '5.22'], 'contested', UNDECODED),
  'malformed-dropped': {
    '1.16': ['warn', '400/505 preferred; drop or 101 = WARN'],
    '1.39': ['warn', 'any other refusal, drop or hang = WARN'],
    '12.14': ['warn', 'other 4xx, drop or no answer = WARN'],
    '12.15': ['warn', 'other 4xx or drop = WARN'],
    '12.16': ['warn', 'as 12.14'],
    ...all(['12.25', '12.26', '12.27', '12.29', '12.30'], 'warn', DROPPED),
    '12.28': ['warn', 'other 4xx, drop or no answer = WARN'],
    '12.34': ['warn', 'drop or no answer = WARN'],
    '12.50': ['warn', 'silent drop = WARN, never FAIL'],
  },
}

/** `npm run test:all` lets every case meet every variant; here each meets one in so many, another share for each. */
const SHARE = process.env['WSSPEC_MATRIX'] === 'all' ? 1 : 8

/** How many servers are looked at side by side. */
const SIDE_BY_SIDE = 2

function shareOf(variant: string): string[] {
  const turn = VARIANTS.findIndex(({ name }) => name === variant)
  const expected = Object.keys(EXPECTED[variant] ?? {})
  return cases.map(({ id }) => id).filter((id, at) => (at + turn) % SHARE === 0 || expected.includes(id))
}

/** What the cases come to on a variant; what it speaks is left to probing. */
async function look(variant: string): Promise<CaseResult[]> {
  const server = await listen({ fixture: 'full', variants: [variant] })
  try {
    const target = { ...fullTarget(server.port), subprotocols: [] }
    return [...(await run(target, suites, new Set(shareOf(variant)), { ...DEFAULTS, timeoutMs: 6000 })).cases]
  } finally {
    await server.close()
  }
}

const met = SHARE === 1 ? 'every case' : 'a share of the cases each; npm run test:all has every case'

describe(`legal variants of the scratch server (${met})`, function () {
  this.timeout(600_000)
  const found = new Map<string, CaseResult[]>()

  before(async () => {
    const left = VARIANTS.map(({ name }) => name)
    const work = async () => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) found.set(name, await look(name))
    }
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work))
  })

  for (const { name, says } of VARIANTS) {
    it(`${name}: ${says}`, () => {
      const told = (found.get(name) ?? [])
        .filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
        .map(({ id, verdict, got }) => ({ id, verdict, got }))
      const expected = Object.entries(EXPECTED[name] ?? {})
      expect(
        told.map(({ id, verdict }) => `${id} ${verdict}`),
        JSON.stringify(told),
      ).to.have.members(expected.map(([id, [verdict]]) => `${id} ${verdict}`))
      expect(found.get(name)).to.have.length(shareOf(name).length)
    })
  }
})
