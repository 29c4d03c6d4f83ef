import { base } from '../kit/client'
import { host, not101, opens, type Proofs, refuses } from '../kit/proof'

/** Host. */
export const HOST_PROOFS: Proofs = {
  'host-optional': opens(host(null)),
  'host-first-line-wins': opens(host(['example.test', 'evil.example'])),
  'host-last-line-wins': opens(host(['evil.example', 'example.test'])),
  'host-repeated-line': opens(host(['example.test', 'example.test'])),
  'host-first-word': opens(host('example.test x')),
  'host-userinfo': opens(host('u@example.test')),
  'host-of-url': opens(host('http://example.test')),
  'host-port-unchecked': opens(host('example.test:abc')),
  'host-ipv6-unclosed': opens(host('[::1')),
  'host-list': opens(host('example.test, example.test')),
  'host-case-sensitive': refuses(host('EXAMPLE.test')),
  'host-default-port': refuses(host('example.test:80')),
  'host-any-authority': opens(host('evil.example')),
  'host-no-ipv6-literal': refuses(host('[::1]')),
  'host-last-missed': {
    send: base(host(null)).replace(/\r\n$/, 'Host: example.test\r\n\r\n'),
    wrong: not101,
  },
  'host-sp-only-ows': refuses(host('\texample.test')),
  'host-from-x-forwarded-host': opens({ Host: null, 'X-Forwarded-Host': 'example.test' }),
}
