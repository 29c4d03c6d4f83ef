// Lets Node run the sources, as ts-node/register does. Each file is transpiled once for all processes; the result is kept
// until the file changes.
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { join, relative } = require('node:path')

const root = join(__dirname, '..')
const cache = join(root, 'node_modules', '.cache', 'wsspec-typescript')
const config = readFileSync(join(root, 'tsconfig.json'), 'utf8')
const { version } = require('typescript/package.json')

let service
function transpile(source, path) {
  service ??= require('ts-node').create({ cwd: root })
  return service.compile(source, path)
}

function transpiled(path) {
  const source = readFileSync(path, 'utf8')
  const key = createHash('sha1').update(version).update(config).update(source).digest('hex')
  const head = `// ${key}\n`
  const place = join(cache, `${relative(root, path).replaceAll(/[/\\]/g, '+')}.js`)
  try {
    const kept = readFileSync(place, 'utf8')
    if (kept.startsWith(head)) return kept.slice(head.length)
  } catch {}
  const code = transpile(source, path)
  // Other processes may do the same now, so a file appears whole or not at all.
  const whole = `${place}.${process.pid}`
  mkdirSync(cache, { recursive: true })
  writeFileSync(whole, head + code)
  renameSync(whole, place)
  return code
}

process.setSourceMapsEnabled(true)
for (const extension of ['.ts', '.tsx'])
  require.extensions[extension] = (module, path) => module._compile(transpiled(path), path)
