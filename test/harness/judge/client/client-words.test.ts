import { expect } from 'chai'
import type { DriverEnd } from '../../../../harness/case/driver'
import { describeClient } from '../../../../harness/judge/client/client-words'

interface Seen {
  log?: string
  end?: DriverEnd
  strays?: readonly string[]
  flooded?: boolean
}

/** The description of an attempt without a request. */
function words({ log = '', end = { how: 'exited', code: 1 }, strays = [], flooded = false }: Seen): string {
  return describeClient({ exchanges: [], driver: { events: [], log, end, flooded }, strays, cut: false })
}

describe('the description of an attempt without a request', () => {
  it('shows the line that names the error, not the end of the stack trace', () => {
    const node = [
      '/tmp/driver.js:9',
      "TypeError [ERR_INVALID_URL]: Invalid URL: '{uri}'",
      '    at new URL (node:internal/url:806:29)',
      "  code: 'ERR_INVALID_URL',",
      '}',
      '',
      'Node.js v20.20.2',
      '',
    ].join('\n')
    expect(words({ log: node })).to.include(": TypeError [ERR_INVALID_URL]: Invalid URL: '{uri}'")
    const python = 'Traceback (most recent call last):\n  File "d.py", line 1\nwebsockets.exceptions.InvalidURI: x\n'
    expect(words({ log: python })).to.match(/: websockets\.exceptions\.InvalidURI: x$/)
    const java = 'Exception in thread "main" java.net.ConnectException\n\tat Driver.main(Driver.java:3)\n'
    expect(words({ log: java })).to.include(': Exception in thread "main" java.net.ConnectException')
    const go = 'panic: bad URL\n\ngoroutine 1 [running]:\nmain.main()\n\t/tmp/x.go:4 +0x1d\nexit status 2\n'
    expect(words({ log: go })).to.match(/: panic: bad URL$/)
  })

  it('shows the last line of other output', () => {
    expect(words({ log: 'starting\nusage: driver URL\n' })).to.match(/: usage: driver URL$/)
  })

  it('says that no event was reported, also where much was printed', () => {
    const end: DriverEnd = { how: 'stopped' }
    expect(words({ log: 'xxx', end, flooded: true })).to.equal(
      'no request came; its driver reported no event (it printed more than 1 MiB): xxx',
    )
    expect(words({ end: { how: 'exited', code: 0 } })).to.include('its driver reported no event (exit code 0)')
  })

  it('names the flood, and not a late request of an earlier attempt, where the driver was ended for it', () => {
    const end: DriverEnd = { how: 'stopped' }
    expect(words({ end, strays: ['/c/control/1'], flooded: true })).to.include('more than 1 MiB')
    expect(words({ end, strays: ['/c/control/1'] })).to.equal('no request to its own path; one came to /c/control/1')
  })
})
