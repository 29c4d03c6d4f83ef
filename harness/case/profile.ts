import { NEEDS } from './needs'

type Rows = typeof NEEDS

/** The name of a profile field. */
export type ProfileFieldName = {
  [Name in keyof Rows]: Rows[Name] extends { kind: 'profile' } ? Name : never
}[keyof Rows]

/** What a target is declared to do that probing cannot find out: the rows of `NEEDS` whose kind is `profile`. */
export type Profile = { [Name in ProfileFieldName]?: Rows[Name]['example'] }

/** The names of all profile fields, in the order of `NEEDS`. */
export const PROFILE_FIELDS = Object.keys(NEEDS).filter(
  (name): name is ProfileFieldName => NEEDS[name as keyof Rows].kind === 'profile',
)

/** A profile that declares every field, for the pages that show a request. */
export const EXAMPLE_PROFILE: Profile = Object.fromEntries(PROFILE_FIELDS.map((name) => [name, NEEDS[name].example]))

/** The JSON schemas of the profile fields, each with its description. */
export const PROFILE_FIELD_SCHEMAS = Object.fromEntries(
  PROFILE_FIELDS.map((name) => [name, { ...NEEDS[name].value.json, description: NEEDS[name].what }]),
)

/** The names of the profile fields whose values are secrets. */
export const SECRET_PROFILE_FIELDS = PROFILE_FIELDS.filter((name) => NEEDS[name].secret)
