import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { XMLValidator } from 'fast-xml-parser'
import type { CaseResult, Results } from '../../harness/case/results'
import { isFinding } from '../../harness/case/verdicts'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { acted } from '../reports/kit/acted'
import type { Fate } from './kit/hostile-target'
import { startHostile } from './kit/serving'
import { HOSTILE_TARGETS } from './targets'

/** `npm run test:all` runs every target. Otherwise one in so many runs. */
const SHARE = process.env['WSSPEC_MATRIX'] === 'all' ? 1 : 16

const chosen = HOSTILE_TARGETS.filter((_, at) => at % SHARE === 0)
const scope = SHARE === 1 ? 'all of them' : `${chosen.length} of ${HOSTILE_TARGETS.length}; npm run test:all has all`

const WHEN: Readonly<Record<Fate, readonly number[]>> = { unjudged: [3], clean: [0, 3], faulty: [0, 1, 3] }

function inWords({ id, verdict, got, because }: CaseResult): string {
  return `${id} ${verdict}: ${got}; ${because}`
}

describe(`hostile targets (${scope})`, function () {
  this.timeout(240_000)
  const folder = new Folder()
  after(() => folder.remove())

  for (const target of chosen)
    it(`${target.name}: ${target.fate}`, async () => {
      const { port, close } = await startHostile(target)
      const paths = { json: 'r.json', html: 'r.html', junit: 'r.xml', markdown: 'r.md' }
      const flags = Object.entries(paths).flatMap(([key, path]) => [`--${key}`, path])
      try {
        const argv = ['run', `ws://127.0.0.1:${port}/`, '--timeout', '1500', '--max-time', '60', ...flags]
        const { code, stdout, stderr } = await wsspec(argv, { cwd: folder.path })
        const read = (path: string) => readFileSync(join(folder.path, path), 'utf8')
        const [result] = (JSON.parse(read(paths.json)) as Results).targets
        if (!result) throw new Error('no target in the results')
        expect(result.cases.filter(({ verdict }) => verdict === 'error').map(inWords)).to.deep.equal([])
        if (target.fate !== 'faulty')
          expect(result.cases.filter(({ verdict }) => isFinding(verdict)).map(inWords)).to.deep.equal([])
        if (target.fate === 'unjudged') {
          expect(result.diagnosis, stderr).to.be.a('string')
          expect(result.cases.filter(({ verdict }) => verdict !== 'inconclusive').map(inWords)).to.deep.equal([])
        } else expect(result.diagnosis, stderr).to.equal(undefined)
        expect(WHEN[target.fate], stderr).to.include(code)
        expect(XMLValidator.validate(read(paths.junit))).to.equal(true)
        for (const text of [stdout, stderr, read(paths.markdown)])
          expect(acted(text.replaceAll('\u2060', ''))).to.deep.equal([])
      } finally {
        await close()
      }
    })
})
