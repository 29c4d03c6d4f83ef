import { parseArgs } from 'node:util'
import { listen } from './server'

const { values } = parseArgs({
  options: {
    defect: { type: 'string', multiple: true },
    variant: { type: 'string', multiple: true },
    fixture: { type: 'string' },
    port: { type: 'string' },
  },
})
if (values.fixture !== undefined && values.fixture !== 'full')
  throw new RangeError(`There is no fixture named ${values.fixture}.`)
const port = Number(values.port ?? process.env['PORT'] ?? '0')

listen({
  port,
  ...(values.fixture === 'full' ? { fixture: values.fixture } : {}),
  variants: values.variant ?? [],
  defects: values.defect ?? [],
}).then(
  (server) => {
    console.log(`ws://127.0.0.1:${server.port}/`)
    const stop = () => void server.close()
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
  },
  (error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  },
)
