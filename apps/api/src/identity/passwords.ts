import { hash, verify } from '@node-rs/argon2';

/** The package's own name for it is a const enum, which a single module cannot read. */
const ARGON2ID = 2;

/**
 * Source: OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. Some 35
 * ms.
 */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a text that is no user's password. To check it takes as long as for a real one. */
const NO_PASSWORD = await hash('no user has this password', PARAMETERS);

/** The stored form of a password, with salt and parameters. */
export const hashOf = (password: string): Promise<string> => hash(password, PARAMETERS);

/** Whether the password has this hash. False without a hash, after the same time as with one. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  const isRight = await verify(passwordHash ?? NO_PASSWORD, password);
  return isRight && passwordHash !== undefined;
}
