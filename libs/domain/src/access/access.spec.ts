import type { Command, Decider, DomainEvent } from '../decider.js';
import { credentialDecider } from './credential.js';
import { readCredentialEvent } from './read-credential-event.js';
import { loginDecider, normaliseEmail } from './login.js';
import { providerLogin } from './provider-identity.js';

const metadata = { now: 0, principalId: 'admin' };

/** given events / when a command / then these events */
function decide<S, C extends Command, E extends DomainEvent>(
  decider: Decider<S, C, E>,
  given: E[],
  when: C,
): readonly E[] {
  return decider.decide(when, given.reduce(decider.evolve, decider.initialState));
}

describe('a login', () => {
  it('belongs to the first account that registers the address', () => {
    const first = { type: 'LoginRegistered', data: { userId: 'u' } } as const;
    const second = { type: 'RegisterLogin', data: { userId: 'v' }, metadata } as const;
    expect(decide(loginDecider, [first], second)).toEqual([]);
    expect([first].reduce(loginDecider.evolve, loginDecider.initialState).userId).toBe('u');
  });

  it('is given back by the account that it belongs to, and by no other', () => {
    const registered = { type: 'LoginRegistered', data: { userId: 'u' } } as const;
    const release = (userId: string) => ({ type: 'ReleaseLogin', data: { userId }, metadata }) as const;
    const released = { type: 'LoginReleased', data: {} } as const;
    expect(decide(loginDecider, [registered], release('v'))).toEqual([]);
    expect(decide(loginDecider, [registered], release('u'))).toEqual([released]);
    expect(decide(loginDecider, [registered, released], release('u'))).toEqual([]);
    expect(decide(loginDecider, [], release('u'))).toEqual([]);
  });

  it('of a person at a provider is never that of an e-mail address', () => {
    expect(providerLogin({ issuer: 'https://a.example', subject: 'b@c' })).toBe('https://a.example\nb@c');
    expect(normaliseEmail(providerLogin({ issuer: 'a', subject: 'b@c' }))).toBeUndefined();
  });

  it.each([
    [' A@B.c ', 'a@b.c'],
    ['a@b', 'a@b'],
    ['a b@c', undefined],
    ['no-address', undefined],
    ['a@b@c', undefined],
    [`${'x'.repeat(255)}@b`, undefined],
  ])('reads the address %p as %p', (text, email) => expect(normaliseEmail(text)).toBe(email));
});

describe('a credential', () => {
  const data = { kind: 'api-key', userId: 'u', credentialId: 'k' } as const;
  const issued = { type: 'CredentialIssued', data } as const;
  const revoked = { type: 'CredentialRevoked', data: {} } as const;
  const stateOf = (given: (typeof issued | typeof revoked)[]) =>
    given.reduce(credentialDecider.evolve, credentialDecider.initialState);

  it('is valid only after it is issued and before it is revoked', () => {
    expect(stateOf([])).toEqual({ status: 'unknown' });
    expect(stateOf([issued])).toEqual({ status: 'valid', credential: data });
    expect(stateOf([issued, revoked])).toEqual({ status: 'revoked', credential: data });
    expect(stateOf([revoked])).toEqual({ status: 'revoked' });
  });

  it('is issued only once, also after it was revoked', () => {
    const when = { type: 'IssueCredential', data, metadata } as const;
    expect(decide(credentialDecider, [], when)).toEqual([issued]);
    expect(() => decide(credentialDecider, [issued], when)).toThrow(
      expect.objectContaining({ code: 'credential_exists' }),
    );
    expect(() => decide(credentialDecider, [issued, revoked], when)).toThrow(
      expect.objectContaining({ code: 'credential_exists' }),
    );
  });

  it('of a program is read with the terms of its key, and without them as before there were kinds', () => {
    const terms = { ...data, keyKind: 'read', expiresAt: 7 } as const;
    for (const one of [data, terms]) {
      const event = { type: 'CredentialIssued', data: one } as const;
      expect(readCredentialEvent(event)).toEqual(event);
    }
  });

  it.each([
    ['keyKind', { keyKind: 'root' }],
    ['expiresAt', { keyKind: 'read', expiresAt: -1 }],
  ])('with a bad %s is refused', (field, terms) =>
    expect(() => readCredentialEvent({ type: 'CredentialIssued', data: { ...data, ...terms } })).toThrow(
      `The field ${field} `,
    ),
  );

  it('is revoked only once, and is never issued after that', () => {
    const when = { type: 'RevokeCredential', data: {}, metadata } as const;
    expect(decide(credentialDecider, [issued], when)).toEqual([revoked]);
    expect(decide(credentialDecider, [issued, revoked], when)).toEqual([]);
    expect(decide(credentialDecider, [], when)).toEqual([revoked]);
  });
});
