import { registerFromEnvironment } from '../mocha/register-from-environment'

import addContext = require('mochawesome/addContext')

// What `npx mocha` runs in this checkout: every case, as a test against WSSPEC_TARGET.
registerFromEnvironment(addContext)
