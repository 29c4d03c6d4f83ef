import { connect } from './connect'
import { INTACT } from './intact'

const [url = '', protocols = ''] = process.argv.slice(2)
const attempt = {
  url,
  protocols: protocols === '' ? [] : protocols.split(','),
  timeoutMs: Number(process.env['WSSPEC_TIMEOUT_MS'] ?? 5000),
}

connect(attempt, (line) => console.log(line), INTACT).then(
  (code) => {
    process.exitCode = code
  },
  (error: Error) => {
    console.log(`FAIL ${error.message}`)
    process.exitCode = 1
  },
)
