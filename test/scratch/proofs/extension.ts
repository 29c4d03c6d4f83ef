import { agreesToDeflate, answers, extensions, has, lacks, opens, type Proofs, refuses } from '../kit/proof'

/** Sec-WebSocket-Extensions. */
export const EXTENSION_PROOFS: Proofs = {
  'extensions-empty-in-101': answers({}, has('Extensions: \r\n')),
  'extensions-echoed': answers(extensions('x-none'), has('Extensions: x-none')),
  'extensions-first-echoed': answers(extensions('x-none, permessage-deflate'), has('x-none')),
  'extensions-each-line-answered': answers(
    extensions(['permessage-deflate', 'permessage-deflate']),
    has('(?:Extensions: permessage-deflate\r\n[^]*){2}'),
  ),
  'extensions-prototype': answers(extensions('constructor'), has('Extensions: constructor')),
  'extensions-second-line-refused': refuses(extensions(['x', 'y'])),
  'extensions-first-line-only': answers(
    extensions(['x', 'permessage-deflate']),
    lacks('Extensions: permessage-deflate'),
  ),
  'extensions-last-line-only': answers(
    extensions(['permessage-deflate', 'x']),
    lacks('Extensions: permessage-deflate'),
  ),
  'extensions-quoted-pair-refused': refuses(extensions('x; y="b\\az"')),
  'extensions-needs-space': answers(extensions('x,permessage-deflate;client_max_window_bits'), lacks('Extensions:')),
  'extensions-quoted-unchecked': opens(extensions('x; y="a b"')),
  'extensions-empty-ignored': opens(extensions(',')),
  'extensions-answer-doubled': answers(
    extensions('permessage-deflate; client_max_window_bits'),
    has('permessage-deflate[^\r]*, permessage-deflate'),
  ),
  'extensions-quoted-refused': refuses(extensions('x; y="baz"')),
  'extensions-malformed-ignored': opens(extensions('foo bar')),
  'extensions-trailing-semicolon': opens(extensions('permessage-deflate;')),
  'extensions-empty-member-refused': refuses(extensions('x,,y')),
  'extensions-space-before-semicolon-refused': refuses(extensions('x ; y')),
  'extensions-answer-semicolon': answers(extensions('permessage-deflate'), has('permessage-deflate;\r\n')),
  'extensions-all-offers-accepted': answers(
    extensions('permessage-deflate, permessage-deflate'),
    has('permessage-deflate, permessage-deflate'),
  ),
  'extensions-prefix': answers(extensions('xpermessage-deflate'), agreesToDeflate),
  'extensions-parameter-for-name': answers(extensions('x; permessage-deflate'), agreesToDeflate),
  'extensions-split-in-quotes': answers(extensions('x; y=", permessage-deflate, "'), agreesToDeflate),
}
