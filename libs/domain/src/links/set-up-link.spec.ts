import { requireSetUpLink, type SetUpEvent, setUpDecider } from './set-up-link.js';

const DAY = 86_400_000;
const made = (linkHash = 'h', expiresAt = DAY): SetUpEvent => ({
  type: 'SetUpLinkMade',
  data: { linkHash, expiresAt },
});
const used = (linkHash = 'h'): SetUpEvent => ({ type: 'SetUpLinkUsed', data: { linkHash } });
const stateAfter = (given: readonly SetUpEvent[]) => given.reduce(setUpDecider.evolve, setUpDecider.initialState);
const decide = (type: 'MakeSetUpLink' | 'UseSetUpLink', given: readonly SetUpEvent[], now = 0, linkHash = 'h') =>
  setUpDecider.decide({ type, data: { linkHash }, metadata: { now, principalId: 'server' } }, stateAfter(given));

describe('the link to the first account', () => {
  it('is made for a day', () => {
    expect(decide('MakeSetUpLink', [], 7)).toEqual([made('h', DAY + 7)]);
  });

  it('works until its last millisecond', () => {
    expect(decide('UseSetUpLink', [made()], DAY - 1)).toEqual([used()]);
  });

  it('works again when a new one was made after its use', () => {
    expect(decide('UseSetUpLink', [made(), used(), made('n')], 0, 'n')).toEqual([used('n')]);
  });

  it.each<[title: string, given: SetUpEvent[], now: number]>([
    ['that was never made', [], 0],
    ['with another secret', [made('x')], 0],
    ['that was used', [made(), used()], 0],
    ['that a newer one replaced', [made(), made('n')], 0],
    ['after its day', [made()], DAY],
  ])('%s is refused', (_title, given, now) => {
    const refused = expect.objectContaining({ code: 'unknown_link' });
    expect(() => decide('UseSetUpLink', given, now)).toThrow(refused);
    expect(() => requireSetUpLink(stateAfter(given), 'h', now)).toThrow(refused);
  });
});
