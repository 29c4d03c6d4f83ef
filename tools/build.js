// Compiles the sources into dist, copies the other files of the rooms, and makes the program executable.
const { execFileSync } = require('node:child_process')
const { chmodSync, cpSync, readdirSync, rmSync } = require('node:fs')
const { extname, join } = require('node:path')

const root = join(__dirname, '..')
const dist = join(root, 'dist')
const ROOMS = [
  'suites',
  'harness',
  'sweep',
  'published',
  'reports',
  'servers-under-test',
  'clients-under-test',
  'fleet',
  'settings',
  'collect',
  'mocha',
  'cli',
]

/** The files in `folder` and below it that are copied: no TypeScript, no README, no reports of this checkout. */
function plainFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return path === join('reports', 'out') ? [] : plainFiles(path)
    return ['.ts', '.tsx', '.md'].includes(extname(path)) ? [] : [path]
  })
}

rmSync(dist, { recursive: true, force: true })
execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
})
for (const path of ROOMS.flatMap(plainFiles)) cpSync(join(root, path), join(dist, path))
chmodSync(join(dist, 'cli', 'bin.js'), 0o755)
