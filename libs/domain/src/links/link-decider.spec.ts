import type { LinkEvent, LinkMade } from './events.js';
import { type Link, linkDecider, linkLifetimeMs, type MakeLink, shownLink, type UseLink } from './link-decider.js';

const MINUTE = 60_000;
const terms = { purpose: 'reset', linkHash: 'h', email: 'a@b.c', passwordMark: 'm', by: 'mail' } as const;
const made = (changes: Partial<Link> = {}): LinkMade => ({
  type: 'LinkMade',
  data: { ...terms, expiresAt: 30 * MINUTE, ...changes },
});
const used = (purpose: Link['purpose'] = 'reset'): LinkEvent => ({ type: 'LinkUsed', data: { purpose } });
const stateAfter = (given: readonly LinkEvent[]) => given.reduce(linkDecider.evolve, linkDecider.initialState);
const decide = (given: readonly LinkEvent[], asked: Pick<MakeLink | UseLink, 'type' | 'data'>, now = 0) =>
  linkDecider.decide({ ...asked, metadata: { now, principalId: 'u' } } as MakeLink | UseLink, stateAfter(given));
const byHand = made({ by: 'administrator', linkHash: 'by hand' });
const handed = { purpose: 'reset', linkHash: 'by hand' } as const;
const shownFirst = { purpose: 'reset', linkHash: 'h' } as const;
const use = (data: UseLink['data']) => ({ type: 'UseLink', data }) as const;

describe('a one-time link', () => {
  it('is made with the time at which it ends', () => {
    expect(decide([], { type: 'MakeLink', data: terms })).toEqual([made()]);
  });

  it.each([
    ['reset', 'mail', 30],
    ['move', 'mail', 30],
    ['verify', 'mail', 24 * 60],
    ['reset', 'administrator', 24 * 60],
  ] as const)('to %s works, from %s, for %i minutes', (purpose, by, minutes) => {
    expect(linkLifetimeMs(purpose, by)).toBe(minutes * MINUTE);
  });

  it('works until its last millisecond', () => {
    expect(decide([made()], use({ purpose: 'reset', linkHash: 'h' }), 30 * MINUTE - 1)).toEqual([used()]);
  });

  it.each<[title: string, given: LinkEvent[], shown: UseLink['data'], now: number]>([
    ['that was never made', [], { purpose: 'reset', linkHash: 'h' }, 0],
    ['with another secret', [made()], { purpose: 'reset', linkHash: 'x' }, 0],
    ['of a mail before one of the administrator', [made(), byHand], { purpose: 'reset', linkHash: 'h' }, 0],
    ['of the administrator after one of a mail was used', [byHand, made(), used()], handed, 0],
    ['of an earlier mail beside one of the administrator', [made(), byHand, made({ linkHash: 'n' })], shownFirst, 0],
    ['for another purpose', [made()], { purpose: 'verify', linkHash: 'h' }, 0],
    ['after its time', [made()], { purpose: 'reset', linkHash: 'h' }, 30 * MINUTE],
    ['that was used', [made(), used()], { purpose: 'reset', linkHash: 'h' }, 0],
    ['that a newer one replaced', [made(), made({ linkHash: 'n' })], { purpose: 'reset', linkHash: 'h' }, 0],
  ])('%s is refused', (_title, given, shown, now) => {
    const refused = expect.objectContaining({ code: 'unknown_link' });
    expect(() => decide(given, use(shown), now)).toThrow(refused);
    expect(() => shownLink(stateAfter(given), shown, now)).toThrow(refused);
  });

  it('of the administrator outlives one that a stranger has mailed, and both work', () => {
    expect(decide([byHand, made()], use(handed))).toEqual([used()]);
    expect(decide([byHand, made()], use(shownFirst))).toEqual([used()]);
  });

  it('leaves those for other purposes as they are', () => {
    const both = [made(), made({ purpose: 'move', linkHash: 'm' }), used('move')];
    expect(decide(both, use({ purpose: 'reset', linkHash: 'h' }))).toEqual([used()]);
  });

  it('is not lost when years of mails make its stream long, and the stream stays short', () => {
    const waiting = [made({ purpose: 'verify', linkHash: 'v' }), byHand];
    const mails = Array.from({ length: 500 }, (_, n) => made({ linkHash: `mail-${n}` }));
    const state = stateAfter([...waiting, ...mails]);
    const again = linkDecider.restate(state);
    expect(again).toEqual([...waiting, mails.at(-1)]);
    expect(stateAfter(again).open).toEqual(state.open);
    expect(linkDecider.restate(stateAfter(mails.slice(0, 300)))).toEqual([]);
  });
});
