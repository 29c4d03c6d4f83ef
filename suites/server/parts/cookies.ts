import type { Edit } from '../../../harness/case/request'

/**
 * Adds cookies to the Cookie field of the request. An edit of the field would replace the credentials that the profile puts there.
 * @param pairs cookies as in the field: `a=b; c=d`
 */
export function addingCookies(pairs: string): NonNullable<Edit['text']> {
  return (rendered) =>
    /^Cookie:/im.test(rendered)
      ? rendered.replace(/^Cookie:.*/im, (line) => `${line}; ${pairs}`)
      : rendered.replace(/^Sec-WebSocket-Key:/im, (name) => `Cookie: ${pairs}\r\n${name}`)
}
