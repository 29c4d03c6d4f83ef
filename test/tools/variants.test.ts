import { expect } from 'chai'
import type { CaseResult, Verdict } from '../../harness/case/results'
import { run } from '../../harness/run/run'
import { listen } from '../../servers-under-test/scratch/server'
import { VARIANTS } from '../../servers-under-test/scratch/variants'
import { DEFAULT_RUN_OPTIONS } from '../../settings/run-options'
import { suites } from '../../suites/server'
import { cases, fullTarget, scratchTarget } from '../../tools/kill-matrix/scratch-runs'

/** The verdicts of a variant that are neither pass nor observed nor skip, with the words of the catalogue that allow them. */
type Expected = Readonly<Record<string, readonly [verdict: Verdict, words: string]>>

const IGNORED = '101 without ext = CONTESTED'
const STRICTER = '4xx = CONTESTED'
const UNDECODED = '101 = CONTESTED'
const DROPPED = 'close without a response = WARN'

function all(ids: readonly string[], verdict: Verdict, words: string): Expected {
  return Object.fromEntries(ids.map((id) => [id, [verdict, words] as const]))
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  'extensions-unread': all(['9.07'], 'contested', IGNORED),
  'deflate-bad-offer-refused': all(['10.18'], 'contested', STRICTER),
  'deflate-first-offer-only': { '10.20': ['warn', '101 without extension = WARN if 10.01 negotiated'] },
  'deflate-last-offer': { '10.21': ['warn', 'second offer taken although 10.11 (10) was accepted = WARN'] },
  'key-undecoded': all(['5.03'], 'contested', UNDECODED),
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

/** Variants that serve less than the full site: the profile of that site would declare what is not so. */
const BARE: ReadonlySet<string> = new Set(['own-authority-only', 'own-origin-only'])

/** `npm run test:all` runs every case against every variant. Otherwise each variant gets one in so many, each another share. */
const SHARE = process.env['WSSPEC_MATRIX'] === 'all' ? 1 : 8

/** How many variants are run at once. */
const VARIANTS_AT_ONCE = 2

function shareOf(variant: string): string[] {
  const turn = VARIANTS.findIndex(({ name }) => name === variant)
  const expected = Object.keys(EXPECTED[variant] ?? {})
  return cases.map(({ id }) => id).filter((id, at) => (at + turn) % SHARE === 0 || expected.includes(id))
}

/** Runs its share of the cases against a variant. Its subprotocols are left to probing. */
async function resultsOf(variant: string): Promise<CaseResult[]> {
  const isBare = BARE.has(variant)
  const server = await listen({ ...(isBare ? {} : { fixture: 'full' }), variants: [variant] })
  try {
    const target = { ...(isBare ? scratchTarget(server.port) : fullTarget(server.port)), subprotocols: [] }
    return [
      ...(await run(target, suites, new Set(shareOf(variant)), { ...DEFAULT_RUN_OPTIONS, timeoutMs: 6000 })).cases,
    ]
  } finally {
    await server.close()
  }
}

const scope = SHARE === 1 ? 'every case' : 'a share of the cases each; npm run test:all has every case'

describe(`legal variants of the scratch server (${scope})`, function () {
  this.timeout(600_000)
  const found = new Map<string, CaseResult[]>()

  before(async () => {
    const left = VARIANTS.map(({ name }) => name)
    const work = async () => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) found.set(name, await resultsOf(name))
    }
    await Promise.all(Array.from({ length: VARIANTS_AT_ONCE }, work))
  })

  for (const { name, says } of VARIANTS) {
    it(`${name}: ${says}`, () => {
      const notable = (found.get(name) ?? [])
        .filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
        .map(({ id, verdict, got }) => ({ id, verdict, got }))
      const expected = Object.entries(EXPECTED[name] ?? {})
      expect(
        notable.map(({ id, verdict }) => `${id} ${verdict}`),
        JSON.stringify(notable),
      ).to.have.members(expected.map(([id, [verdict]]) => `${id} ${verdict}`))
      expect(found.get(name)).to.have.length(shareOf(name).length)
    })
  }
})
