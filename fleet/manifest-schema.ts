import type { ErrorObject } from 'ajv'
import { HTTP_STACKS } from './http-stacks'

const text = { type: 'string', minLength: 1 }
const words = { type: 'array', items: { type: 'string' }, minItems: 1 }
const texts = { type: 'array', items: text, minItems: 1 }
const textsByName = { type: 'object', additionalProperties: text }
const fileName = { type: 'string', pattern: '^[^/]+$' }
const path = { type: 'string', pattern: '^/' }
const exactVersion = '\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?'

function record(required: string[], properties: Record<string, object>): object {
  return { type: 'object', additionalProperties: false, required, properties }
}

/** The fields that both kinds of manifests have, and those of them that are required. */
const REQUIRED = ['name', 'language', 'homepage', 'licence', 'install', 'can']
const SHARED = {
  name: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]*$' },
  language: text,
  core: text,
  homepage: { type: 'string', pattern: '^https://' },
  licence: text,
  about: text,
  install: {
    ...record([], {
      npm: record(['package', 'version'], {
        package: text,
        version: { type: 'string', pattern: `^(bundled|${exactVersion})$` },
        with: { type: 'object', additionalProperties: { type: 'string', pattern: `^${exactVersion}$` } },
        scripts: { type: 'boolean' },
      }),
      debian: record(['packages'], { packages: texts, build: texts }),
      builtin: { const: true },
    }),
    minProperties: 1,
    maxProperties: 1,
  },
  version: { anyOf: [words, { const: 'own' }] },
  jobs: { type: 'integer', minimum: 1 },
  platforms: texts,
  node: text,
  fixture: { type: 'array', items: record(['cases', 'why'], { cases: texts, why: text }) },
  startMs: { type: 'integer', minimum: 1 },
}

/** The JSON schema of a server's manifest.json. */
export const SERVER_MANIFEST_SCHEMA = record([...REQUIRED, 'kind', 'start'], {
  ...SHARED,
  stack: { enum: HTTP_STACKS.map(({ name }) => name) },
  kind: { enum: ['server', 'hop'] },
  start: words,
  config: { type: 'array', items: fileName, minItems: 1 },
  can: record(['echo', 'subprotocols', 'permessageDeflate'], {
    echo: { type: 'boolean' },
    subprotocols: { type: 'array', items: text },
    permessageDeflate: { type: 'boolean' },
  }),
  path,
  pathFrom: path,
  needs: record([], { origin: text, subprotocol: text, headers: textsByName }),
  pidFile: fileName,
  timeoutMs: { type: 'integer', minimum: 1000 },
})

/** The JSON schema of a client's manifest.json. */
export const CLIENT_MANIFEST_SCHEMA = record([...REQUIRED, 'connect'], {
  ...SHARED,
  stack: text,
  connect: words,
  batch: words,
  page: { const: true },
  api: { enum: ['rfc', 'whatwg'] },
  can: record(['subprotocols', 'permessageDeflate', 'tls'], {
    subprotocols: { type: 'boolean' },
    permessageDeflate: { type: 'boolean' },
    tls: { type: 'boolean' },
  }),
})

/** What is wrong with a manifest, in words that name the field. */
export function complaint({ instancePath, keyword, message, params }: ErrorObject): string {
  const field = instancePath.slice(1).replaceAll('/', '.')
  const member = (name: string) => (field === '' ? name : `${field}.${name}`)
  if (keyword === 'additionalProperties') return `${member(params['additionalProperty'])} is no field of a manifest`
  if (keyword === 'required') return `${member(params['missingProperty'])} is missing`
  return `${field || 'it'} ${message}`
}
