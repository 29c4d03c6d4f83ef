import type { DriverCall } from './driver'

/**
 * The words of a command for one attempt. `{url}`, `{protocols}` (separated by commas; an empty word where there are none),
 * `{case}`, `{cafile}` and `{timeout}` (ms) are replaced inside words; the word `{protocol...}` becomes a word for each subprotocol.
 */
export function commandFor(
  command: readonly string[],
  { id, url, protocols, timeoutMs, caFile = '' }: DriverCall,
): string[] {
  const values: Record<string, string> = {
    '{url}': url,
    '{protocols}': protocols.join(','),
    '{case}': id,
    '{cafile}': caFile,
    '{timeout}': String(timeoutMs),
  }
  return command.flatMap((word) =>
    word === '{protocol...}'
      ? [...protocols]
      : [word.replace(/\{(?:url|protocols|case|cafile|timeout)\}/g, (name) => values[name] ?? name)],
  )
}

/** The variables that name the certificate to trust. Node trusts the file in NODE_EXTRA_CA_CERTS without any code in the driver. */
export function trustEnvironment(caFile: string | undefined): Record<string, string> {
  return caFile === undefined ? {} : { WSSPEC_CAFILE: caFile, NODE_EXTRA_CA_CERTS: caFile }
}

/** The environment of a driver for one attempt. It has the values of all placeholders, so that a driver may ignore its arguments. */
export function environmentFor({ id, url, protocols, timeoutMs, caFile }: DriverCall): Record<string, string> {
  return {
    WSSPEC_URL: url,
    WSSPEC_PROTOCOLS: protocols.join(','),
    WSSPEC_CASE: id,
    WSSPEC_TIMEOUT_MS: String(timeoutMs),
    ...trustEnvironment(caFile),
  }
}
