import { hash, verify } from '@node-rs/argon2';

/** The package's own name for it is a const enum, which a module by itself cannot read. */
const ARGON2ID = 2;

/** Source: OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. Some 35 ms. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of nothing that anybody types: it takes the time of a real one. */
const NOBODY = await hash('nobody has this password', PARAMETERS);

/** The hash that a password is kept as, with salt and parameters in it. */
export const hashOf = (password: string): Promise<string> => hash(password, PARAMETERS);

/** Whether the password is the one of the hash. Without a hash it is none, after the time that looking takes. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  const isRight = await verify(passwordHash ?? NOBODY, password);
  return isRight && passwordHash !== undefined;
}
