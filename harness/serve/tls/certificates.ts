import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { pki as Pki } from 'node-forge'
import type { CertificateKind } from '../../case/client-case'

/** A certificate and its key, as PEM. */
export interface Certificate {
  cert: string
  key: string
}

/** The certificates of one run, and the authority that the client is asked to trust, as PEM. */
export interface Certificates {
  authority: string
  of: Readonly<Record<CertificateKind, Certificate>>
}

const DAY_MS = 86_400_000

/** How long every valid certificate has been and will be valid, days. */
const VALID = { from: -2, to: 30 }
/** The expired one ended two days ago, so that no time zone makes it valid. */
const EXPIRED = { from: -40, to: -2 }

interface Names {
  common: string
  /** The subject alternative names, in the form of node-forge: 2 is a DNS name, 7 an IP address. */
  alternative: readonly ({ type: 2; value: string } | { type: 7; ip: string })[]
}

const OWN: Names = {
  common: 'localhost',
  alternative: [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
    { type: 7, ip: '::1' },
  ],
}
const OTHER: Names = { common: 'other.test', alternative: [{ type: 2, value: 'other.test' }] }

interface KeyPair {
  publicKey: Pki.PublicKey
  privateKey: Pki.rsa.PrivateKey
  pem: string
}

/** Who signs a certificate: the name, the key identifier and the key of an authority. */
interface Issuer {
  certificate: Pki.Certificate
  pair: KeyPair
}

/** A pair of keys of 2048 bits; RSA is what every TLS library reads. */
async function keyPair(pki: typeof Pki): Promise<KeyPair> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const pem = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return { publicKey: pki.publicKeyFromPem(publicPem), privateKey: pki.privateKeyFromPem(pem), pem }
}

let serial = Date.now()

/** A certificate without extensions and signature. */
function blank(pki: typeof Pki, pair: KeyPair, common: string, { from, to } = VALID): Pki.Certificate {
  const certificate = pki.createCertificate()
  certificate.publicKey = pair.publicKey
  serial += 1
  certificate.serialNumber = `01${serial.toString(16).padStart(14, '0')}`
  certificate.validity.notBefore = new Date(Date.now() + from * DAY_MS)
  certificate.validity.notAfter = new Date(Date.now() + to * DAY_MS)
  certificate.setSubject([
    { name: 'organizationName', value: 'wsspec' },
    { name: 'commonName', value: common },
  ])
  return certificate
}

/** Signs, with SHA-256; without an issuer the certificate signs itself. */
function signed(md: typeof import('node-forge').md, certificate: Pki.Certificate, { certificate: by, pair }: Issuer) {
  certificate.setIssuer(by.subject.attributes)
  certificate.sign(pair.privateKey, md.sha256.create())
  return certificate
}

/**
 * Makes the certificates of one run: an authority, and what it and nobody else vouches for. The private keys are in memory
 * alone. node-forge is loaded where it is used.
 */
async function makeCertificates(): Promise<Certificates> {
  const { pki, md } = (await import('node-forge')).default
  const [trusted, unknown, own] = await Promise.all([keyPair(pki), keyPair(pki), keyPair(pki)])
  const authority = (pair: KeyPair, common: string): Issuer => {
    const certificate = blank(pki, pair, common)
    certificate.setExtensions([
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      { name: 'subjectKeyIdentifier' },
    ])
    return { certificate: signed(md, certificate, { certificate, pair }), pair }
  }
  const root = authority(trusted, 'wsspec test authority')
  const stranger = authority(unknown, 'wsspec unknown authority')
  const leaf = ({ common, alternative }: Names, issuer: Issuer | null, valid = VALID): Certificate => {
    const certificate = blank(pki, own, common, valid)
    const by = issuer ?? { certificate, pair: own }
    const keyIdentifier = pki.getPublicKeyFingerprint(by.pair.publicKey, { type: 'RSAPublicKey' }).getBytes()
    certificate.setExtensions([
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: alternative },
      { name: 'subjectKeyIdentifier' },
      { name: 'authorityKeyIdentifier', keyIdentifier },
    ])
    return { cert: pki.certificateToPem(signed(md, certificate, by)), key: own.pem }
  }
  return {
    authority: pki.certificateToPem(root.certificate),
    of: {
      right: leaf(OWN, root),
      expired: leaf(OWN, root, EXPIRED),
      otherName: leaf(OTHER, root),
      selfSigned: leaf(OWN, null),
      unknownIssuer: leaf(OWN, stranger),
    },
  }
}

let made: { certificates: Promise<Certificates>; atMs: number } | null = null

/** The certificates of this process. They are made when they are first needed, and again after a day. */
export function certificates(): Promise<Certificates> {
  if (made === null || Date.now() - made.atMs > DAY_MS) made = { certificates: makeCertificates(), atMs: Date.now() }
  return made.certificates
}
