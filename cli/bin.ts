#!/usr/bin/env node
// What this file compiles to must be parseable by every Node, so that an old one can say what it lacks. `start` need not be.

/** The oldest Node on which wsspec runs: major and minor version. */
const OLDEST = [20, 19]

/** True for a version of Node on which wsspec runs. */
function isSupported(version: string): boolean {
  const parts = version.split('.')
  const major = Number(parts[0])
  const minor = Number(parts[1])
  return major > Number(OLDEST[0]) || (major === OLDEST[0] && minor >= Number(OLDEST[1]))
}

if (isSupported(process.versions.node)) require('./start')
else {
  console.error(`wsspec needs Node ${OLDEST.join('.')} or later; this is Node ${process.versions.node}`)
  process.exitCode = 2
}
