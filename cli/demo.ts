import { join } from 'node:path'
import { demonstrate } from './demonstration'

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort(signal))
const { stdout, stderr, env } = process
const context = { env, cwd: process.cwd(), stdout, stderr, signal: interrupt.signal }

void demonstrate(context, join(__dirname, '..', 'reports', 'out')).then((code) => {
  process.exitCode = code
})
