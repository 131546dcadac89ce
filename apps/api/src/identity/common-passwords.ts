/**
 * Shorter ones are refused for their length, so only these are kept: some 2,000 of 49,000 texts.
 */
const SHORTEST = 10;

let known: Promise<ReadonlySet<string>> | undefined;

/**
 * Whether a password is on the list of passwords that people often choose, in any case. The list is
 * that of `@zxcvbn-ts/language-common`. It is loaded at the first question, in some 0.3 s. Source:
 * NIST SP 800-63B, section 3.1.1.2.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  known ??= load();
  return (await known).has(password.toLowerCase());
}

async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].filter((text) => text.length >= SHORTEST));
}
