import type { Case } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import { accepted, notUpgraded, observed, REFUSAL_WARNS } from '../../../harness/judge/expectations'
import { DEFLATE } from '../../../harness/wire/http1/permessage-deflate'
import { R } from '../../requirements'
import { listedIsInUse, listsOffered, paramGrammar } from '../parts/extension-clauses'
import {
  listsNothing,
  listsOnly,
  listsOnlyOffered,
  noExtensionsLine,
  offer,
  recordsExtensions,
  unknownName,
} from '../parts/extensions'
import { LISTED_IS_IN_USE, offerIgnored, partsOffering } from './parts/offers'

/** Cases on which of the offered extensions the server may agree to use. */
export const agreementCases: readonly Case[] = [
  {
    id: '9.01',
    level: 'MUST',
    title: 'No extension is offered',
    source: [listsOffered],
    tests: [R.noExtensionUnlessOffered],
    parts: [
      {
        name: 'no offer',
        send: offer(null),
        expect: notUpgraded({
          says: '101 without Sec-WebSocket-Extensions; even an empty field line fails',
          rows: { '101': 'pass' },
          checks: [noExtensionsLine],
        }),
      },
    ],
    why: 'The client would have to read frames of an extension that it does not have, so it fails the connection.',
  },
  {
    id: '9.02',
    level: 'MUST',
    title: 'Only an unknown extension is offered',
    source: [listedIsInUse, listsOffered],
    tests: [R.extensionListByGrammar, R.extensionsFromOffer, R.extensionsRegisteredAndDefined],
    parts: partsOffering([['an unknown name', unknownName]], offerIgnored(listsNothing(LISTED_IS_IN_USE))),
    why: 'A server that echoes the field agrees to extensions that it does not implement.',
  },
  {
    id: '9.03',
    level: 'MUST',
    title: 'Unknown extension offered before permessage-deflate',
    meaning: 2,
    source: [listsOffered, listedIsInUse],
    tests: [
      R.extensionListByGrammar,
      R.extensionsFromOffer,
      R.noExtensionUnlessOffered,
      R.extensionsRegisteredAndDefined,
      R.acceptedExtensionListed,
    ],
    sameFaultAs: ['9.02'],
    parts: partsOffering(
      [['an unknown name first', (vars) => `${unknownName(vars)}, ${DEFLATE}`]],
      accepted({
        says: '101 that lists no extension or only permessage-deflate; a refusal warns',
        rows: REFUSAL_WARNS,
        checks: [listsOnly([DEFLATE]), recordsExtensions('pass')],
      }),
    ),
    why: 'Clients can only introduce a new extension if older servers ignore its name.',
  },
  {
    id: '9.11',
    level: 'INFO',
    title: 'Extension name offered in another letter case',
    source: [rfc6455('9.1', 'no rule')],
    tests: [R.extensionListByGrammar],
    parts: partsOffering(
      [['Permessage-Deflate', 'Permessage-Deflate']],
      observed({ checks: [recordsExtensions('observed')] }),
    ),
  },
  {
    id: '9.15',
    level: 'INFO',
    title: 'Old extension name offered, such as deflate-frame',
    source: [rfc6455('9.1', 'registered token')],
    tests: [R.extensionListByGrammar, R.extensionsRegisteredAndDefined],
    parts: partsOffering(
      ['x-webkit-deflate-frame', 'deflate-frame', 'permessage-bzip2'].map((name) => [name, name]),
      observed({ checks: [recordsExtensions('observed')] }),
    ),
  },
  {
    id: '9.19',
    level: 'INFO',
    title: 'Two extensions offered in both orders',
    source: [rfc6455('9.1', 'the order of extensions is significant')],
    tests: [R.extensionListByGrammar],
    parts: partsOffering(
      [
        [`foo, ${DEFLATE}`, `foo, ${DEFLATE}`],
        [`${DEFLATE}, foo`, `${DEFLATE}, foo`],
      ],
      observed({
        says: '101; the order in the answer is the order in which the extensions are applied',
        checks: [recordsExtensions('observed')],
      }),
    ),
  },
  {
    id: '9.20',
    level: 'MUST',
    title: 'Offered extension is similar to permessage-deflate',
    source: [listsOffered],
    tests: [R.extensionNameMatchedWhole],
    parts: partsOffering(
      [`${DEFLATE}-x`, `x${DEFLATE}`, 'permessage'].map((name) => [name, name]),
      offerIgnored(listsOnlyOffered),
    ),
    why: 'A server that matches only a part of the name agrees to an extension that was not offered.',
  },
  {
    id: '9.21',
    level: 'MUST',
    title: 'permessage-deflate as a parameter of another extension',
    meaning: 2,
    source: [listsOffered, paramGrammar],
    tests: [R.extensionNameMatchedWhole],
    sameFaultAs: ['9.20'],
    parts: partsOffering(
      [['after another name', (vars) => `${unknownName(vars)}; ${DEFLATE}; client_max_window_bits`]],
      offerIgnored(listsOnlyOffered),
    ),
    why: 'A server that searches the value for the name, or splits it at ";" as well, agrees to compression that was not offered.',
  },
]
