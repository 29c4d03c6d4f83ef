// supervisor.js '{"work": FOLDER, "pidFile": NAME, "mayFork": BOOLEAN}' COMMAND ARG…
// Runs the command, and ends its whole process group when standard input closes: the process that started it closes it to
// stop the command, and the system closes it when that process is killed. The processes whose ids are in `pidFile` in
// `work`, one a line, are ended too. So is, on Linux, every process that has left the group: it has the mark of this run in
// its environment. Then `work` is removed. With `mayFork`, a command that ends well and leaves such processes still runs.
const { spawn } = require('node:child_process')
const { readFileSync, rmSync } = require('node:fs')
const { join } = require('node:path')
const { CERTAIN, killMarked, markedIds, markVariable, newMark, send } = require('../sweep/marked')

const GRACE_MS = 2000

/** The pause between two looks at what is left of a command that runs in the background, ms. */
const BETWEEN_MS = 50

const mark = newMark()
const grouped = process.platform !== 'win32'
const [options, command, ...args] = process.argv.slice(2)
const { work, pidFile, mayFork } = JSON.parse(options)
let ending = false

// A signal to the group is meant for its other processes.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})

const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, ...markVariable(mark) },
})

/** The ids of the processes that have left the group and are named in the file. */
function idsInFile() {
  try {
    const ids = readFileSync(join(work, pidFile), 'utf8').split(/\s+/).map(Number)
    return ids.filter((id) => Number.isInteger(id) && id > 1)
  } catch {
    return []
  }
}

function signalAll(signal) {
  if (!grouped) {
    child.kill(signal)
    return
  }
  if (work && pidFile) for (const pid of idsInFile()) send(pid, signal)
  if (signal === 'SIGKILL') killMarked(mark)
  else for (const pid of markedIds(mark)) send(pid, signal)
  // The command has a process group of its own only where it started a session of its own (setsid).
  send(-child.pid, signal)
  if (signal === 'SIGKILL' && work) rmSync(work, { recursive: true, force: true })
  send(-process.pid, signal)
}

/** Ends with `code` once no process of this run is left. */
function endAfterTheLast(code, empty = 0) {
  if (empty === CERTAIN) process.exit(code)
  setTimeout(() => endAfterTheLast(code, markedIds(mark).length === 0 ? empty + 1 : 0), BETWEEN_MS)
}

child.on('error', (error) => {
  process.stderr.write(`cannot start ${command}: ${error.code ?? error.message}\n`)
  process.exit(127)
})
child.on('exit', (code, signal) => {
  if (ending) signalAll('SIGKILL')
  if (signal !== null) process.stderr.write(`${command} was ended by ${signal}\n`)
  // It has gone into the background, as a daemon does.
  if (mayFork && code === 0 && !ending) return endAfterTheLast(code)
  killMarked(mark)
  process.exit(code ?? 128)
})
process.stdin.resume()
process.stdin.on('close', () => {
  ending = true
  signalAll('SIGTERM')
  setTimeout(() => signalAll('SIGKILL'), GRACE_MS)
})
