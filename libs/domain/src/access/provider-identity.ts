import { DomainError } from '../domain-error.js';
import { isPlainText } from '../plain-text.js';
import type { ProviderIdentity } from './account-events.js';
import type { OpenedAccount } from './account.js';

/** Source: OpenID Connect Core 1.0, section 2: a subject has 255 ASCII characters at most. */
const LONGEST_SUBJECT = 255;
const LONGEST_ISSUER = 2_000;

/** Whether the account is linked to this person at this provider. Texts are compared exactly. */
export const isLinked = ({ providers }: OpenedAccount, { issuer, subject }: ProviderIdentity): boolean =>
  providers.some((known) => known.issuer === issuer && known.subject === subject);

/** The person of this provider to whom the account is linked. Undefined when there is none. */
export const linkedAt = ({ providers }: OpenedAccount, issuer: string): ProviderIdentity | undefined =>
  providers.find((known) => known.issuer === issuer);

/**
 * The text whose hash names the `login-` stream of a person at a provider. It is never an e-mail
 * address, because it has a line feed.
 */
export const providerLogin = ({ issuer, subject }: ProviderIdentity): string => `${issuer}\n${subject}`;

/** Throws DomainError `invalid_identity`: a text is empty, too long, or has control characters. */
export function checkIdentity({ issuer, subject }: ProviderIdentity): void {
  const isGood = (text: string, most: number) => text !== '' && text.length <= most && isPlainText(text);
  if (isGood(issuer, LONGEST_ISSUER) && isGood(subject, LONGEST_SUBJECT)) return;
  throw new DomainError(
    'invalid_identity',
    `The identity provider names a person by 1 to ${LONGEST_SUBJECT} characters, without control characters.`,
  );
}
