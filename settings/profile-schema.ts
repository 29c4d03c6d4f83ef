import { PROFILE_FIELD_SCHEMAS } from '../harness/case/profile'

const TEXT = { type: 'string', minLength: 1 }
const FLAG = { type: 'boolean' }

/** The fields of a profile file that replace a flag: what every handshake needs, and which cases run. */
const FLAGS_BEFORE = {
  baseFields: {
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'field lines that the target requires in every handshake, by name; the same as --header',
  },
  subprotocols: {
    type: 'array',
    items: TEXT,
    description: 'the subprotocols that the target speaks; the same as --subprotocol',
  },
  requiresSubprotocol: { ...TEXT, description: 'the subprotocol without which the target refuses' },
}
const FLAGS_AFTER = {
  allowDestructive: { ...FLAG, description: 'destructive cases may run; the same as --destructive' },
  slow: { ...FLAG, description: 'cases that wait for minutes also run; the same as --slow' },
}

/**
 * The JSON schema of a profile file (--profile), published as docs/profile.schema.json. The fields that cases need come
 * from `NEEDS` in harness/case/needs.ts; the others replace a flag.
 */
export const PROFILE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Target profile of wsspec',
  description: 'What a target is declared to do or to need that probing cannot find out.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'the address of this schema, for editors' },
    ...FLAGS_BEFORE,
    ...PROFILE_FIELD_SCHEMAS,
    ...FLAGS_AFTER,
  } as Record<string, { description: string }>,
}
