/** A server for which there are recipes. */
export interface Stack {
  /** The name of its recipes' files, without the extension. */
  name: string
  /** As readers know it. */
  title: string
  /** The extension of its recipes. */
  extension: string
  /** The language of a block of code in Markdown. */
  language: string
  /** The small server that the recipes are tried in, from docs/fixes. */
  program: string
  /** How a recipe is put into a server, a sentence. */
  use: string
  /** The known server (servers-under-test/) whose packages it needs. */
  server: string
  /** The language of that server, as its manifest has it; absent for a hop, which fits servers in any. */
  serverLanguage?: string
  /** The version that its recipes were tried with, as far as it matters: `3.8` for every 3.8.x. */
  version: string
}

/** Where a configuration takes the recipes. */
export const MARKER = '# The recipes go here.'

/** The stacks, in the order of the pages. */
export const stacks: readonly Stack[] = [
  {
    name: 'ws',
    title: 'ws with node:http',
    extension: 'js',
    language: 'js',
    program: 'servers/ws/server.js',
    use: 'A recipe is a function of the request. Call it in the upgrade listener, before the 101 is sent (with ws, before handleUpgrade()): it returns the status and the field lines of a refusal, or undefined.',
    server: 'ws',
    serverLanguage: 'JavaScript',
    version: '8',
  },
  {
    name: 'websockets',
    title: 'Python websockets',
    extension: 'py',
    language: 'python',
    program: 'servers/websockets/server.py',
    use: 'A recipe is a process_request hook of websockets.serve(), with the arguments that websockets 10 passes. It returns a refusal, or None.',
    server: 'websockets',
    serverLanguage: 'Python',
    version: '10',
  },
  {
    name: 'aiohttp',
    title: 'Python aiohttp',
    extension: 'py',
    language: 'python',
    program: 'servers/aiohttp/server.py',
    use: 'A recipe is a middleware of web.Application(). It applies to every path of that application.',
    server: 'aiohttp',
    serverLanguage: 'Python',
    version: '3.8',
  },
  {
    name: 'gorilla',
    title: 'Go net/http with gorilla/websocket',
    extension: 'go',
    language: 'go',
    program: 'servers/gorilla/server.go',
    use: 'A recipe wraps the handler that calls Upgrade().',
    server: 'gorilla-websocket',
    serverLanguage: 'Go',
    version: '1.5',
  },
  {
    name: 'nginx',
    title: 'nginx in front of ws',
    extension: 'conf',
    language: 'nginx',
    program: 'servers/nginx/nginx.conf',
    use: 'A recipe goes into the location of the WebSocket, before proxy_pass.',
    server: 'nginx',
    version: '1.22',
  },
  {
    name: 'haproxy',
    title: 'HAProxy in front of ws',
    extension: 'cfg',
    language: 'haproxy',
    program: 'servers/haproxy/haproxy.cfg',
    use: 'A recipe goes into the frontend, or the listen section, of the WebSocket.',
    server: 'haproxy',
    version: '2.6',
  },
]
