import { type HostileTarget, noise } from '../kit/hostile-target'
import { endlessly, onRequest } from '../kit/serving'

/** A target that writes something at once, whatever is sent. */
function speaking(name: string, first: Buffer | string): HostileTarget {
  return { name, fate: 'unjudged', serve: (socket) => void socket.write(first) }
}

/** A target that does something when the request is complete. */
function answering(name: string, then: string | Buffer, end: 'open' | 'close' | 'reset'): HostileTarget {
  return {
    name,
    fate: 'unjudged',
    serve: (socket) =>
      onRequest(socket, () => {
        if (end === 'reset') socket.write(then, () => socket.resetAndDestroy())
        else if (end === 'close') socket.end(then)
        else socket.write(then)
      }),
  }
}

/** Targets that never get as far as a response, or speak another protocol. */
export const BEFORE_HTTP: readonly HostileTarget[] = [
  { name: 'silent', fate: 'unjudged', serve: (socket) => void socket.resume() },
  { name: 'closes-at-once', fate: 'unjudged', serve: (socket) => void socket.end() },
  { name: 'resets-at-once', fate: 'unjudged', serve: (socket) => void socket.resetAndDestroy() },
  answering('closes-after-request', '', 'close'),
  answering('resets-after-request', '', 'reset'),
  answering('half-a-status-line', 'HTTP/1.1 10', 'open'),
  answering('half-a-status-line-then-close', 'HTTP/1.1 101 Swi', 'close'),
  answering('half-a-header-section', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: web', 'open'),
  answering('half-a-header-section-then-reset', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: web', 'reset'),
  answering('http-0.9', '<html>\n<p>Hello</p>\n</html>\n', 'close'),
  answering('status-of-9-digits', 'HTTP/1.1 101101101 Yes\r\n\r\n', 'open'),
  answering('status-line-of-nul', Buffer.concat([Buffer.from('HTTP/1.1 101 '), Buffer.alloc(4096)]), 'open'),
  answering('line-ends-only', '\r\n'.repeat(4096), 'open'),
  speaking('noise', noise(65_536)),
  speaking('ssh', 'SSH-2.0-OpenSSH_9.2p1\r\n'),
  speaking('smtp', '220 mail.example.com ESMTP\r\n'),
  speaking('tls-alert', Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0a])),
  speaking('http-2-settings', Buffer.from([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100])),
  speaking('a-websocket-frame-first', Buffer.from([0x81, 0x02, 0x68, 0x69])),
  { name: 'endless-noise', fate: 'unjudged', serve: (socket) => endlessly(socket.resume(), () => noise(16_384)) },
  {
    name: 'drips-for-ever',
    fate: 'unjudged',
    serve: (socket) => endlessly(socket.resume(), () => 'H', 20),
  },
]
