import type { CaseOf } from './case'
import type { ClientContext, ClientExpectation, ClientVars } from './client-expectation'
import type { ClientObservation } from './client-observation'
import type { Derived, Evidence } from './derived'
import type { ReplyStep } from './reply'

/** The parts of the URL that an attempt is given: `ws://127.0.0.1:41234` and `/c/C5.01/f3a9…`. */
export interface AttemptUrl {
  base: string
  host: string
  path: string
  /** Where the page of the client comes from; `host` for a client that is no page. */
  page: string
  /** The address at which the server answers at port 80, where this computer allows that: `127.83.20.7`. */
  onDefaultPort: string
}

/**
 * The certificate of a wss: server. All but `right` are wrong in one thing: `expired`; `otherName` it names another host;
 * `selfSigned`; `unknownIssuer` an authority signed it that the client does not know.
 */
export type CertificateKind = 'right' | 'expired' | 'otherName' | 'selfSigned' | 'unknownIssuer'

/** How a wss: URL is answered: by TLS with a certificate, or in clear text. */
export type TlsOffer = CertificateKind | 'in clear'

/** One attempt of a client to connect. Without `expect` it is a twin: other parts are compared with it. */
export interface ClientPart {
  name: string
  /** The script that answers its requests; without it, ANSWERED: the right 101, then an echo. */
  steps?: readonly ReplyStep[]
  /** The script for a request to which a redirect leads; without it, `steps`. A retry gets `steps`. */
  again?: readonly ReplyStep[]
  /** The URL that the client gets; without it, `base` and `path` joined. The path must be in it. */
  url?: (url: AttemptUrl) => string
  /** The client gets a wss: URL, which is answered so; without it, a ws: URL. */
  tls?: TlsOffer
  /** The subprotocols that the client is given; none without it. */
  protocols?: readonly string[]
  /** How many times at once the client gets the URL; once without it. */
  times?: number
  /** How long its script takes by design, ms. Its deadline is later by that much. */
  lasts?: number
  /** How long after its first request nothing changes the verdict any more, ms: wsspec ends it then. */
  decidedMs?: number
  expect?: ClientExpectation
}

/** Which reading of the specifications a client follows where they differ: `whatwg` for browsers and their like. */
export type ClientProfile = 'rfc' | 'whatwg'

/**
 * What a client case may need and some clients do not have: a reading of the specifications; `page` a page in a browser;
 * `together` a driver that makes several attempts at once in one process; `tls` a driver that knows wss: URLs.
 */
export type ClientNeed = ClientProfile | 'page' | 'together' | 'tls'

/** A requirement on every request of the run. */
export type ClientDerived = Derived<ClientObservation, ClientContext, ClientVars>

/** One attempt of the run, which derived cases judge. */
export type ClientEvidence = Evidence<ClientObservation, ClientVars>

/** A numbered conformance case for a client. Its id begins with C. */
export interface ClientCase extends CaseOf<ClientPart, ClientDerived, ClientNeed> {
  role: 'client'
  /**
   * An earlier case of its suite in which the client must have opened: one that refuses even that answer shows nothing by
   * refusing another.
   */
  vouchedBy?: string
}
