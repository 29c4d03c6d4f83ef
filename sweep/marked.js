// Marks processes in their environment, and kills everything that carries a mark. This is JavaScript, because programs that
// Node runs without TypeScript need it too: `watcher.js`, `fleet/supervisor.js`. `marked.d.ts` documents what it exports.
const { randomBytes } = require('node:crypto')
const { readdirSync, readFileSync } = require('node:fs')

const MARK_VARIABLE = 'WSSPEC_MARK'

/** The pause between two searches for processes that are left, ms. */
const SWEEP_MS = 5

/** After how many searches in a row without a match nothing is left: one search can miss a process that just starts. */
const CERTAIN = 3

/** How often it is killed, at most: it may fork all the time. */
const MOST_SWEEPS = 100

function newMark() {
  return `/${randomBytes(12).toString('hex')}`
}

function markVariable(...marks) {
  return { [MARK_VARIABLE]: [process.env[MARK_VARIABLE] ?? '', ...marks].join('') }
}

function isMarked(pid, mark) {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
    return variables.some((each) => each.startsWith(`${MARK_VARIABLE}=`) && each.includes(mark))
  } catch {
    // It has ended, or belongs to somebody else.
    return false
  }
}

function markedIds(mark) {
  if (process.platform !== 'linux') return []
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && isMarked(pid, mark))
  } catch {
    return []
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // The process has ended.
  }
}

/** Blocks this thread, ms. */
function rest(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

function killMarked(mark) {
  if (process.platform !== 'linux') return
  for (let turn = 0, empty = 0; empty < CERTAIN && turn < MOST_SWEEPS; turn++) {
    if (turn > 0) rest(SWEEP_MS)
    const left = markedIds(mark)
    for (const pid of left) send(pid, 'SIGKILL')
    empty = left.length === 0 ? empty + 1 : 0
  }
}

function killGroup(pid) {
  if (pid !== undefined && process.platform !== 'win32') send(-pid, 'SIGKILL')
}

module.exports = { CERTAIN, killGroup, killMarked, markedIds, markVariable, newMark, send }
