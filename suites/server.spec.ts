import { register } from '../mocha/register'
import { planOf } from '../settings/plan'
import { readSettings } from '../settings/read-settings'
import { settingKeys } from '../settings/settings'
import { readTargetNeeds } from '../settings/target-needs'
import { readTargets } from '../settings/targets/read-targets'

import addContext = require('mochawesome/addContext')

// Runs the cases in Mocha with the settings of the command line, from the environment and wsspec.config.json.
const silent = { write: () => {}, isTTY: false }
const { signal } = new AbortController()
const context = { argv: [], env: process.env, cwd: process.cwd(), stdout: silent, stderr: silent, signal }
const settings = readSettings(context, {}, settingKeys('run'))
const { slow, destructive, ...needs } = readTargetNeeds(settings, context)
const word = process.env['WSSPEC_TARGET'] || 'ws'

register(
  'WebSocket opening handshake',
  planOf(settings, { slow, destructive }, context.cwd),
  { ...settings, addContext },
  async (stop) => {
    const [named] = await readTargets({ words: [word], command: null }, needs, context)
    if (named === undefined) throw new Error(`${word} names no target`)
    return named.open(stop)
  },
)
