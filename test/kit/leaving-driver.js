// node leaving-driver.js FOLDER PROGRAM ARG…
// Starts processes that outlive a driver: one in its process group, one in a session of its own, and one in its group without
// its environment. Makes an empty file in FOLDER for each, and for itself, named by its id. Then it runs PROGRAM, a module.
const { spawn } = require('node:child_process')
const { writeFileSync } = require('node:fs')
const { join, resolve } = require('node:path')

const [node, , folder, program, ...args] = process.argv
const note = (pid) => writeFileSync(join(folder, String(pid)), '')
for (const options of [{}, { detached: true }, { env: {} }]) {
  const child = spawn('/bin/sleep', ['600'], { stdio: 'ignore', ...options })
  child.unref()
  note(child.pid)
}
note(process.pid)
process.argv = [node, resolve(program), ...args]
require(resolve(program))
