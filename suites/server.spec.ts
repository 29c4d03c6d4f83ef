import { register } from '../mocha/register'
import { planOf } from '../settings/plan'
import { settingKeys } from '../settings/settings'
import { settle } from '../settings/settle'
import { readGreeting } from '../settings/target-options'
import { readTargets } from '../settings/targets/read'

import addContext = require('mochawesome/addContext')

// The same settings as the command line's, from the environment and wsspec.config.json, told by mocha.
const silent = { write: () => {}, isTTY: false }
const { signal } = new AbortController()
const world = { argv: [], env: process.env, cwd: process.cwd(), stdout: silent, stderr: silent, signal }
const settings = settle(world, {}, settingKeys('run'))
const { slow, destructive, ...greeting } = readGreeting(settings, world)
const word = process.env['WSSPEC_TARGET'] || 'ws'

register(
  'WebSocket opening handshake',
  planOf(settings, { slow, destructive }, world.cwd),
  { ...settings, addContext },
  async (stop) => {
    const [named] = await readTargets([word], null, greeting, world)
    if (named === undefined) throw new Error(`${word} names no target`)
    return named.open(stop)
  },
)
