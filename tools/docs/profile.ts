import { FULL_PROFILE } from '../../servers-under-test/scratch/fixture'
import { PROFILE_SCHEMA } from '../../settings/profile-schema'

/** A value as JSON, lists of texts on one line each, as the formatter has them. */
function json(value: unknown): string {
  const lines = JSON.stringify(value, null, 2)
  return `${lines.replace(/\[\s+("[^[\]{}]*")\s+\]/g, (_, items: string) => `[${items.replace(/\s*\n\s*/g, ' ')}]`)}\n`
}

/** docs/profile.schema.json: the schema that profiles are checked against. */
export function renderProfileSchema(): string {
  return json(PROFILE_SCHEMA)
}

/** docs/profile.example.json: the profile of the scratch server's full fixture. */
export function renderProfileExample(): string {
  return json({ $schema: './profile.schema.json', ...FULL_PROFILE, subprotocols: ['chat', 'superchat'] })
}

/** The lines that run every case that one server without an intermediary can be asked. */
export const EVERY_CASE = [
  'npx wsspec scratch --fixture full --port 9001',
  'npx wsspec run ws://localhost/chat --connect 127.0.0.1:9001 --profile docs/profile.example.json',
]

/** docs/profile.md: what a profile is, its fields, an example. */
export function renderProfile(): string {
  const fields = Object.entries(PROFILE_SCHEMA.properties).filter(([name]) => name !== '$schema')
  const rows = fields.map(([name, { description }]) => `| \`${name}\` | ${description} |`)
  return `# Target profiles

Some of what cases ask cannot be probed: which Origin a server refuses, which path it has nothing behind, which credentials
it takes. A profile declares that, in a JSON file that \`--profile FILE\` (\`WSSPEC_PROFILE\`, or \`profile\` in
\`wsspec.config.json\`) names. A case that needs a field which is not there is skipped, and says which. Flags go before the
profile. Every field is optional; one that the [schema](profile.schema.json) does not know is an error.

| field | what it declares |
| --- | --- |
${rows.join('\n')}

Paths begin with \`/\` and may have a query. \`credentials\` and \`authCookie\` are secrets: they are masked in every report.

## Example

The reference server can be a site with a policy, paths, credentials and virtual hosts. Its profile is
[profile.example.json](profile.example.json):

\`\`\`json
${renderProfileExample().trimEnd()}
\`\`\`

So every case can be run that one server without an intermediary can be asked; the first line in a terminal of its own:

\`\`\`sh
${EVERY_CASE.join('\n')}
\`\`\`

What is skipped then waits for minutes (\`--slow\`), or wants what a server on one IPv4 address does not have (\`dualStack\`).
The URL has a name and no port, as some cases need; \`--connect\` says where the server really listens.
`
}
