/**
 * Text for XML 1.0, in attributes and elements, `]]>` included. What XML forbids (2.2: control characters, lone
 * surrogates, noncharacters) becomes U+FFFD.
 */
export function xml(text: string): string {
  return text
    .replace(/[^\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
