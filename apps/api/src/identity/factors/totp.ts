import { Secret, TOTP } from 'otpauth';

/** Source: RFC 6238 with its defaults, which every authenticator app knows. */
const RULES = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** A clock may be off by one step, so three codes are right at a time. Source: section 5.2. */
const STEPS_EACH_WAY = 1;
/** Source: RFC 4226 section 4, requirement 6: 160 bits are recommended. */
const SECRET_BYTES = 20;
const ISSUER = 'Timeledger';

const CODE = /^\d{6}$/;

/** A new random secret, in Base32 without padding. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/**
 * The step to which a code belongs: whole 30 s since 1970. `now` is in epoch ms. Undefined when it
 * is no code of the secret at this time, or a step before or after it.
 */
export function stepOfCode(code: string, secret: string, now: number): number | undefined {
  if (!CODE.test(code)) return undefined;
  const asked = { ...RULES, secret: Secret.fromBase32(secret), timestamp: now };
  const delta = TOTP.validate({ ...asked, token: code, window: STEPS_EACH_WAY });
  return delta === null ? undefined : TOTP.counter({ period: RULES.period, timestamp: now }) + delta;
}

/**
 * The address that an authenticator app reads from a QR code. Source: Google Authenticator, “Key
 * URI Format”.
 */
export const totpUri = (secret: string, email: string): string =>
  new TOTP({ ...RULES, issuer: ISSUER, label: email, secret: Secret.fromBase32(secret) }).toString();
