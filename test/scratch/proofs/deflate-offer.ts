import { agreesToDeflate, answers, deflate, extensions, has, lacks, type Proofs, refuses } from '../kit/proof'

/** What is agreed of permessage-deflate. */
export const DEFLATE_OFFER_PROOFS: Proofs = {
  'deflate-client-bits-unchecked': answers(deflate('client_max_window_bits=16'), agreesToDeflate),
  'deflate-leading-zero': answers(deflate('client_max_window_bits=015'), agreesToDeflate),
  'deflate-quoted-bits-refused': refuses(deflate('client_max_window_bits="10"')),
  'deflate-empty-quoted': answers(deflate('client_max_window_bits=""'), agreesToDeflate),
  'deflate-server-bits-valueless': answers(deflate('server_max_window_bits'), agreesToDeflate),
  'deflate-server-bits-8-unmet': answers(deflate('server_max_window_bits=8'), agreesToDeflate),
  'deflate-server-bits-unanswered': answers(deflate('server_max_window_bits=10'), lacks('_bits=10')),
  'deflate-server-bits-one-more': answers(deflate('server_max_window_bits=10'), has('_bits=11')),
  'deflate-server-bits-unchecked': answers(deflate('server_max_window_bits=7'), agreesToDeflate),
  'deflate-takeover-unanswered': answers(deflate('server_no_context_takeover'), lacks('deflate; server_no')),
  'deflate-server-takeover-value': answers(deflate('server_no_context_takeover=1'), agreesToDeflate),
  'deflate-client-takeover-value': answers(deflate('client_no_context_takeover=1'), agreesToDeflate),
  'deflate-unknown-parameter': answers(deflate('x_unknown'), agreesToDeflate),
  'deflate-duplicate-parameter': answers(
    deflate('server_no_context_takeover; server_no_context_takeover'),
    agreesToDeflate,
  ),
  'deflate-parameter-of-another-offer': answers(
    deflate('client_max_window_bits=10; x_unknown, permessage-deflate'),
    has('client_max_window_bits'),
  ),
  'deflate-last-offer-first': answers(deflate('server_max_window_bits=10, permessage-deflate'), lacks('_bits=10')),
  'deflate-client-bits-unasked': answers(extensions('permessage-deflate'), has('client_max_window_bits=15')),
  'deflate-client-bits-with-server-bits': answers(deflate('server_max_window_bits=10'), has('client_max_window_bits')),
  'deflate-client-bits-valueless': answers(deflate('client_max_window_bits'), has('client_max_window_bits\r\n')),
  'deflate-one-parameter-answered': answers(
    deflate('server_no_context_takeover; server_max_window_bits=12'),
    lacks('_bits=12'),
  ),
  'deflate-server-bits-16': answers(deflate('server_max_window_bits=15'), has('_bits=16')),
  'deflate-client-bits-above-15': answers(deflate('client_max_window_bits=15'), has('_bits=16')),
  'deflate-15-bits-refused': refuses(deflate('server_max_window_bits=15')),
}
