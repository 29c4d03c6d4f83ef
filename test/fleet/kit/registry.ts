import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** The files of one published version, by name. */
export type Files = Readonly<Record<string, string>>

/** An npm registry on loopback. */
export interface Registry {
  url: string
  /** The paths of the requests so far. */
  asked: string[]
  close(): Promise<void>
}

/** One file as a POSIX tar archive holds it (ustar): a header of 512 bytes, the content, zeros up to the next 512. */
function entry(name: string, content: string): Buffer {
  const header = Buffer.alloc(512)
  const put = (text: string, at: number) => header.write(text, at, 'latin1')
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`
  const body = Buffer.from(content)
  put(`package/${name}`, 0)
  put(octal(0o644, 8), 100)
  put(octal(0, 8), 108)
  put(octal(0, 8), 116)
  put(octal(body.length, 12), 124)
  put(octal(0, 12), 136)
  put(' '.repeat(8), 148)
  put('0', 156)
  put('ustar\x0000', 257)
  put(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
    148,
  )
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)])
}

function tarball(files: Files): Buffer {
  const entries = Object.entries(files).map(([name, content]) => entry(name, content))
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]))
}

/** Starts a registry with packages: by name their versions, by version the files in addition to package.json. */
export async function registry(packages: Readonly<Record<string, Readonly<Record<string, Files>>>>): Promise<Registry> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const [, name = '', version] = /^\/([^/]+)(?:\/-\/.*?-(\d[^/]*)\.tgz)?$/.exec(request.url ?? '') ?? []
    asked.push(request.url ?? '')
    const versions = packages[name]
    if (!versions) return response.writeHead(404).end('{}')
    const packed = (each: string) => {
      const manifest = { name, version: each, main: 'index.js' }
      const { 'package.json': own = '{}', ...files } = versions[each] ?? {}
      return tarball({ ...files, 'package.json': JSON.stringify({ ...manifest, ...JSON.parse(own) }) })
    }
    if (version !== undefined) return response.end(packed(version))
    const described = Object.keys(versions).map((each) => {
      const { port } = server.address() as AddressInfo
      const integrity = `sha512-${createHash('sha512').update(packed(each)).digest('base64')}`
      const dist = { integrity, tarball: `http://127.0.0.1:${port}/${name}/-/${name}-${each}.tgz` }
      const { 'package.json': own = '{}' } = versions[each] ?? {}
      return [each, { name, version: each, dist, ...JSON.parse(own) }] as const
    })
    const latest = described.at(-1)?.[0]
    const document = { name, 'dist-tags': { latest }, versions: Object.fromEntries(described) }
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}/`, asked, close }
}
