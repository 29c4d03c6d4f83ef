import { expect } from 'chai'
import type { TargetResult } from '../../../harness/case/results'
import { languageOf, nearRecipes } from '../../../reports/model/near-recipes'
import type { Recipe } from '../../../reports/model/recipe'
import { exchange, result, target } from '../kit/results'

const STACKS: Partial<Recipe>[] = [
  { server: 'nginx' },
  { server: 'aiohttp', language: 'Python' },
  { server: 'gorilla-websocket', language: 'Go' },
  { server: 'ws', language: 'JavaScript' },
]

function recipe(of: Partial<Recipe>): Recipe {
  const texts = { stack: of.server ?? '', use: 'use', path: `docs/fixes/a/${of.server}`, code: 'code' }
  return { cause: 'a', server: '', removes: ['6.01', '6.02'], ...texts, ...of }
}

const RECIPES = STACKS.map(recipe)
const GROUP = { id: 'a', findings: [result('6.01', 'fail'), result('6.03', 'fail')] }

function started(...words: string[]): string[] {
  return ['run', '--json', 'r.json', '--', ...words]
}

/** A target that a command or nobody started. */
function unknown(more: Partial<TargetResult> = {}): TargetResult {
  return target('server.js', [], { server: null, url: 'ws://127.0.0.1:1/', ...more })
}

function answering(server: string): Partial<TargetResult> {
  return { controls: [exchange({ received: `HTTP/1.1 101 x\r\nServer: ${server}\r\nUpgrade: websocket\r\n\r\n` })] }
}

describe('reports: the recipes near a target', () => {
  const order = (of: TargetResult, command: string[] = []) =>
    nearRecipes(GROUP, of, command, RECIPES).map(({ near, recipe: { server } }) => `${server} ${near}`)

  it('has that of the own server first, then those in its language', () => {
    const ws = target('ws@8.23.0', [], { server: { name: 'ws', version: '8.23.0', language: 'JavaScript' } })
    expect(order(ws)).to.deep.equal(['ws own', 'nginx null', 'aiohttp null', 'gorilla-websocket null'])
    const behind = { ...ws, via: { name: 'nginx', version: '1.22.1' } }
    expect(order(behind).slice(0, 2)).to.deep.equal(['ws own', 'nginx own'])
    const other = { name: 'tornado', version: '6', language: 'Python' }
    expect(order(target('tornado@6', [], { server: other }))[0]).to.equal('aiohttp language')
  })

  it('has that of the server which the target behaves like, of its core, or in its language', () => {
    const like = { version: '1', agree: 9, of: 9, shared: 1, own: 0 }
    expect(order(unknown({ like: { ...like, name: 'ws' } }))[0]).to.equal('ws own')
    expect(order(unknown({ like: { ...like, name: 'x', core: 'ws' } }))[0]).to.equal('ws own')
    const hop = { ...like, name: 'nginx', inFrontOf: 'ws 8.23.0' }
    expect(order(unknown({ like: hop })).slice(0, 2)).to.deep.equal(['nginx own', 'ws own'])
    expect(order(unknown({ like: { ...like, name: 'faye-websocket' } }))[0]).to.equal('ws language')
  })

  it('knows the language of a server that a command started, or that names itself', () => {
    for (const [command, language] of [
      [started('node', 'server.js'), 'JavaScript'],
      [started('/usr/bin/node', 'server.js'), 'JavaScript'],
      [started('npm', 'start'), 'JavaScript'],
      [started('python3.11', 'server.py'), 'Python'],
      [started('go', 'run', '.'), 'Go'],
      [started('./server'), null],
      [started('deno', 'run', 'server.ts'), null],
      [['run', 'ws://127.0.0.1:1/'], null],
    ] as const)
      expect(languageOf(unknown(), command), command.join(' ')).to.equal(language)
    expect(languageOf(unknown(answering('Python/3.11 aiohttp/3.8.4')), [])).to.equal('Python')
    expect(languageOf(unknown(answering('pythonic')), [])).to.equal(null)
  })

  it('puts none first where nothing shows the stack, and leaves the order of the recipes', () => {
    expect(order(unknown({ like: null }))).to.deep.equal(RECIPES.map(({ server }) => `${server} null`))
  })

  it('leaves out what removes none of the findings, and says which each removes', () => {
    const [found] = nearRecipes(GROUP, unknown(), [], [recipe({ server: 'b', removes: ['9.09'] }), recipe({})])
    expect(found).to.deep.include({ removes: ['6.01'], leaves: ['6.03'] })
    expect(nearRecipes({ ...GROUP, id: 'b' }, unknown(), [], RECIPES)).to.deep.equal([])
  })
})
