import { SECRET_PROFILE_FIELDS } from '../../harness/case/profile'
import { FULL_PROFILE } from '../../servers-under-test/scratch/fixture'
import { PROFILE_SCHEMA } from '../../settings/profile-schema'
import { TARGET_LINE_SCHEMA } from '../../settings/targets/targets-file'

/** A value as JSON. Each list of texts is on one line, as the formatter writes it. */
function json(value: unknown): string {
  const lines = JSON.stringify(value, null, 2)
  return `${lines.replace(/\[\s+("[^[\]{}]*")\s+\]/g, (_, items: string) => `[${items.replace(/\s*\n\s*/g, ' ')}]`)}\n`
}

/** docs/profile.schema.json: the JSON schema of a profile. */
export function renderProfileSchema(): string {
  return json(PROFILE_SCHEMA)
}

/** docs/targets.schema.json: the JSON schema of a line of a file of targets. */
export function renderTargetsSchema(): string {
  return json(TARGET_LINE_SCHEMA)
}

/** docs/profile.example.json: the profile of the scratch server's full fixture. */
export function renderProfileExample(): string {
  return json({ $schema: './profile.schema.json', ...FULL_PROFILE, subprotocols: ['chat', 'superchat'] })
}

/** The command lines that run every case that a single server without an intermediary can be given. */
export const EVERY_CASE = [
  'npx wsspec scratch --fixture full --port 9001',
  'npx wsspec run ws://localhost/chat --connect 127.0.0.1:9001 --profile docs/profile.example.json',
]

/** docs/profile.md: what a profile is, its fields, an example. */
export function renderProfile(): string {
  const fields = Object.entries(PROFILE_SCHEMA.properties).filter(([name]) => name !== '$schema')
  const rows = fields.map(([name, { description }]) => `| \`${name}\` | ${description} |`)
  const secrets = SECRET_PROFILE_FIELDS.map((name) => `\`${name}\``).join(' and ')
  return `# Target profiles

Some cases need facts about the target that probing cannot find out: an Origin that the server refuses, a path that does not
exist, credentials that it accepts. A profile declares them in a JSON file. \`--profile FILE\` (\`WSSPEC_PROFILE\`, or
\`profile\` in \`wsspec.config.json\`) names the file. A case that needs a field which the profile does not have is skipped,
and its result names the field. A flag overrides the profile. Every field is optional. A field that is not in the
[schema](profile.schema.json) is an error.

| field | what it declares |
| --- | --- |
${rows.join('\n')}

Paths begin with \`/\` and may have a query. ${secrets} are secrets: they are masked in every report.

## Example

The reference server can act as a site with an origin policy, paths, credentials and virtual hosts. Its profile is
[profile.example.json](profile.example.json):

\`\`\`json
${renderProfileExample().trimEnd()}
\`\`\`

With this profile every case runs that a single server without an intermediary can be given. Run the first line in a terminal
of its own:

\`\`\`sh
${EVERY_CASE.join('\n')}
\`\`\`

The cases that are still skipped wait for minutes (\`--slow\`) or need a server that listens on IPv4 and IPv6
(\`dualStack\`). The URL has a host name and no port, because some cases need that; \`--connect\` says where the server
really listens.
`
}
