/**
 * The library of passkeys. It is loaded at the first use: it brings ASN.1 and X.509, and takes
 * 20 MB of memory.
 */
export const webauthn = () => import('@simplewebauthn/server');

/** The library's readers of what a browser sends. */
export const webauthnReaders = () => import('@simplewebauthn/server/helpers');
