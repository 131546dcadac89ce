import {
  type Application,
  applicationDecider,
  type ApplicationCommand,
  type ApplicationEvent,
} from './application-decider.js';

const metadata = { now: 0, principalId: 'admin' };
const terms = { name: 'Reporter', redirectUris: ['https://app.example/done'], scopes: ['time_data'] } as const;
const registered = { type: 'ApplicationRegistered', data: { clientId: 'c', secretHash: 'old', ...terms } } as const;
const openly = { type: 'ApplicationRegistered', data: { clientId: 'c', ...terms } } as const;
const rotated = { type: 'ClientSecretRotated', data: { secretHash: 'new' } } as const;
const removed = { type: 'ApplicationRemoved', data: {} } as const;

const stateAfter = (given: readonly ApplicationEvent[]): Application =>
  given.reduce(applicationDecider.evolve, applicationDecider.initialState);
const decide = (given: readonly ApplicationEvent[], when: ApplicationCommand) =>
  applicationDecider.decide(when, stateAfter(given));
const register = (changes: object = {}): ApplicationCommand => ({
  type: 'RegisterApplication',
  data: { clientId: 'c', secretHash: 'old', ...terms, ...changes },
  metadata,
});
const rotate = { type: 'RotateClientSecret', data: rotated.data, metadata } as const;
const remove = { type: 'RemoveApplication', data: {}, metadata } as const;

describe('an application', () => {
  it('is registered once, with each scope once', () => {
    expect(decide([], register({ name: ' Reporter ', scopes: ['time_data', 'time_data'] }))).toEqual([registered]);
    expect(decide([registered], register())).toEqual([]);
  });

  it('has only the new secret after its secret was rotated', () => {
    expect(decide([registered], rotate)).toEqual([rotated]);
    expect(stateAfter([registered, rotated])).toMatchObject({ status: 'registered', terms: { secretHash: 'new' } });
  });

  it('stays removed when it was removed', () => {
    expect(decide([registered], remove)).toEqual([removed]);
    expect(stateAfter([registered, removed, rotated])).toEqual({ status: 'removed' });
    expect(decide([registered, removed], register())).toEqual([]);
  });

  it.each([
    ['invalid_name', [], register({ name: ' ' })],
    ['invalid_name', [], register({ name: 'x'.repeat(101) })],
    ['invalid_redirect_uri', [], register({ redirectUris: [] })],
    ['invalid_redirect_uri', [], register({ redirectUris: ['http://app.example/'] })],
    ['invalid_scope', [], register({ scopes: [] })],
    ['invalid_scope', [], register({ scopes: ['everything'] })],
    ['unknown_application', [], rotate],
    ['unknown_application', [registered, removed], remove],
    ['public_application', [openly], rotate],
  ])('refuses as %s', (code, given, when) => {
    expect(() => decide(given, when)).toThrow(expect.objectContaining({ code }));
  });
});
