/** A case that an HTTP stack decides by itself, whatever the library on it does. */
export interface StackNote {
  id: string
  /** How the observed text has to look. Default: any text. */
  got?: RegExp
  why: string
}

/** What reads HTTP before the library does, where it is a project of its own. */
export interface HttpStack {
  name: string
  /** All bytes (Latin-1) of an answer that the stack sends by itself. Such a request does not reach the library. */
  answer: RegExp
  cases: readonly StackNote[]
}

/** The stacks that a manifest can name in `stack`. */
export const HTTP_STACKS: readonly HttpStack[] = [
  {
    name: 'node:http',
    answer:
      /^HTTP\/1\.1 (400 Bad Request|408 Request Timeout|413 Payload Too Large|431 Request Header Fields Too Large)\r\nConnection: close\r\n\r\n$/,
    cases: [
      {
        id: '4.11',
        why: 'its parser does not find upgrade after HTAB in Connection, so it takes the request for an ordinary one',
      },
    ],
  },
  {
    name: 'net/http',
    answer:
      /^HTTP\/1\.1 ([45]\d\d [^\r\n]+)\r\nContent-Type: text\/plain; charset=utf-8\r\nConnection: close\r\n\r\n(\1|Unsupported transfer encoding)$/,
    cases: [
      { id: '12.05', got: /^empty: 101[^;]*$/, why: 'it reads an empty Content-Length as none' },
      { id: '12.29', got: /^101/, why: 'it removes a field line without a name' },
    ],
  },
]
