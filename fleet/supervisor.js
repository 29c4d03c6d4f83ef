// supervisor.js '{"work": FOLDER, "pidFile": NAME}' COMMAND ARG…
// Runs the command and ends its whole process group when standard input closes: so whoever started it asks for the end,
// and so the end also comes when that process is killed. `work` is removed after; processes that
// `pidFile` in it names, a line each, are ended too.
const { spawn } = require('node:child_process')
const { readFileSync, rmSync } = require('node:fs')
const { join } = require('node:path')

const GRACE_MS = 2000
const grouped = process.platform !== 'win32'
const [options, command, ...args] = process.argv.slice(2)
const { work, pidFile } = JSON.parse(options)
let ending = false

// A signal to the group is meant for the others in it.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })

/** The processes that have left the group, as far as they are named. */
function leavers() {
  try {
    const ids = readFileSync(join(work, pidFile), 'utf8').split(/\s+/).map(Number)
    return ids.filter((id) => Number.isInteger(id) && id > 1)
  } catch {
    return []
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone.
  }
}

function signalAll(signal) {
  if (!grouped) {
    child.kill(signal)
    return
  }
  if (work && pidFile) for (const pid of leavers()) send(pid, signal)
  // There is a group of this name only where the command has left for a session of its own (setsid).
  send(-child.pid, signal)
  if (signal === 'SIGKILL' && work) rmSync(work, { recursive: true, force: true })
  send(-process.pid, signal)
}

child.on('error', (error) => {
  process.stderr.write(`cannot start ${command}: ${error.code ?? error.message}\n`)
  process.exit(127)
})
child.on('exit', (code, signal) => {
  if (ending) signalAll('SIGKILL')
  if (signal !== null) process.stderr.write(`${command} was ended by ${signal}\n`)
  process.exit(code ?? 128)
})
process.stdin.resume()
process.stdin.on('close', () => {
  ending = true
  signalAll('SIGTERM')
  setTimeout(() => signalAll('SIGKILL'), GRACE_MS)
})
