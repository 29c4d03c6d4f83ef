/** What a terminal or a CI service would act on, without our own colours. */
export function acted(text: string): string[] {
  const plain = text.replace(/\x1b\[[\d;]*m/g, '')
  return [
    ...(plain.match(/[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu) ?? []),
    ...plain.split('\n').filter((line) => /^\s*::[a-z-]+(\s.*)?::/i.test(line) || /##[a-z]*\[/i.test(line)),
  ]
}
