/**
 * Text for attributes and elements of XML 1.0 and HTML; `]]>` is safe. Characters that XML forbids (2.2: control characters,
 * lone surrogates, noncharacters) become U+FFFD.
 */
export function xml(text: string): string {
  return text
    .replace(/[^\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
