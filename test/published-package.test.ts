import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { ROOT } from './kit/checkout'
import { Folder } from './kit/folder'

interface Step {
  uses?: string
  run?: string
}

interface Workflow {
  on: object
  permissions: Record<string, string>
  jobs: Record<string, { 'timeout-minutes': number; steps: Step[] }>
}

const text = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const OWN = JSON.parse(text('package.json')) as {
  homepage: string
  repository: { url: string }
  bugs: string
  version: string
  scripts: Record<string, string>
}

/** The targets of the links of a Markdown text that are paths. */
function linkedPaths(markdown: string): string[] {
  const targets = [...markdown.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target as string)
  return [...new Set(targets.filter((target) => !/^[a-z]+:/.test(target)))]
}

describe('the package', function () {
  this.timeout(60_000)
  const folder = new Folder()
  let packed: string[] = []

  before(() => {
    const env = { ...process.env, npm_config_cache: folder.path }
    const words = ['pack', '--dry-run', '--ignore-scripts', '--json']
    const listed = execFileSync('npm', words, { cwd: ROOT, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] })
    const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }]
    packed = files.map(({ path }) => path)
  })
  after(() => folder.remove())

  it('has every file that its README links to', () => {
    const paths = linkedPaths(text('README.md'))
    expect(paths.length).to.be.greaterThan(8)
    for (const path of paths) {
      const inside = packed.some((file) => file === path || file.startsWith(`${normalize(path)}/`))
      expect(inside, path).to.equal(true)
    }
  })

  it('has every file that its guides link to, apart from sources and published results', () => {
    const guides = packed.filter((path) => /^docs\/[^/]+\.md$/.test(path))
    expect(guides.length).to.be.greaterThan(5)
    for (const guide of guides)
      for (const path of linkedPaths(text(guide)).map((link) => normalize(join(dirname(guide), link)))) {
        expect(existsSync(join(ROOT, path)), `${guide}: ${path}`).to.equal(true)
        if (!/\.(?:ts|yml)$|^docs\/results\/|^servers-under-test/.test(path))
          expect(
            packed.some((file) => file === path || file.startsWith(`${path}/`)),
            `${guide}: ${path}`,
          ).to.equal(true)
      }
  })

  it('says where it comes from in one place', () => {
    const address = /^git\+(https:\/\/github\.com\/([^/]+\/[^/]+))\.git$/.exec(OWN.repository.url)
    const [, url, repository] = address ?? []
    expect(url, OWN.repository.url).to.not.equal(undefined)
    expect(OWN.bugs).to.equal(`${url}/issues`)
    const used = [...text('docs/ci.md').matchAll(/uses: (\S+)@v(\S+)/g)].filter(([, name]) => name === repository)
    expect(used.length, 'the action in docs/ci.md').to.be.greaterThan(0)
    for (const [, , version] of used) expect(version).to.equal(OWN.version)
  })
})

describe('the workflows', () => {
  const names = readdirSync(join(ROOT, '.github', 'workflows'))
  const workflows = names.map((name) => ({ ...(parse(text(`.github/workflows/${name}`)) as Workflow), name }))

  it('have only read permissions unless a job asks for more, and have a time limit', () => {
    for (const { name, permissions, jobs } of workflows) {
      expect(permissions, name).to.deep.equal({ contents: 'read' })
      for (const job of Object.values(jobs)) expect(job['timeout-minutes'], name).to.be.a('number')
    }
  })

  it('use versions, and run only scripts that exist', () => {
    for (const { name, jobs } of workflows)
      for (const { uses, run = '' } of Object.values(jobs).flatMap(({ steps }) => steps)) {
        if (uses !== undefined) expect(uses, name).to.match(/^[\w-]+\/[\w/-]+@(?:v\d+|[0-9a-f]{40})$/)
        for (const [, script = ''] of run.matchAll(/npm run (?:--silent )?([\w:]+)/g))
          expect(OWN.scripts, name).to.have.property(script)
      }
  })

  it('publish a release with provenance and a bill of materials, after the whole check', () => {
    const release = workflows.find(({ name }) => name === 'release.yml')
    const steps = Object.values(release?.jobs ?? {}).flatMap((job) => job.steps)
    const at = (pattern: RegExp) =>
      steps.findIndex(({ run = '', uses = '' }) => pattern.test(run) || pattern.test(uses))
    const order = [
      /\.ci\/run/,
      /npm run --silent sbom/,
      /attest-build-provenance/,
      /attest-sbom/,
      /npm publish .*--provenance/,
      /gh release/,
    ]
    const found = order.map(at)
    expect(found).to.not.include(-1)
    expect(found).to.deep.equal(found.toSorted((a, b) => a - b))
  })
})
