import type { Edit } from '../../../harness/case/request'

/** Adds cookies to those that the target is greeted with; a plain edit of Cookie would replace the credentials in it. */
export function addingCookies(pairs: string): NonNullable<Edit['text']> {
  return (rendered) =>
    /^Cookie:/im.test(rendered)
      ? rendered.replace(/^Cookie:.*/im, (line) => `${line}; ${pairs}`)
      : rendered.replace(/^Sec-WebSocket-Key:/im, (name) => `Cookie: ${pairs}\r\n${name}`)
}
