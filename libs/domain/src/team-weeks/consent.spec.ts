import type { TeamEvent } from '../teams/events.js';
import type { Sharing } from '../teams/sharing.js';
import { consentSince } from './consent.js';

const BEGIN = 100;
const created: TeamEvent = {
  type: 'TeamCreated',
  data: { administratorId: 'boss', name: 'Crew', sharing: 'categories' },
};
const joined = (userId: string, agreed: Sharing = 'categories'): TeamEvent => ({
  type: 'MemberJoined',
  data: { userId, inviteHash: `of ${userId}`, agreed, joinedAt: 7 },
});
const left = (userId: string): TeamEvent => ({ type: 'MemberLeft', data: { userId } });
const agree = (userId: string, agreed: Sharing): TeamEvent => ({ type: 'SharingAgreed', data: { userId, agreed } });
const share = (sharing: Sharing): TeamEvent => ({ type: 'SharingChanged', data: { sharing } });
const named = (userId: string): TeamEvent => ({
  type: 'SeenByNameAgreed',
  data: { userId, sharing: 'levels', by: 'week', agreedAt: 7 },
});
const unnamed = (userId: string): TeamEvent => ({ type: 'SeenByNameEnded', data: { userId } });

/** Each member with what they agreed to. `*` marks one who is seen by name. */
const consentOf = (...events: [recordedMs: number, event: TeamEvent][]) => {
  const consent = consentSince(
    BEGIN,
    events.map(([recordedMs, event]) => ({ recordedMs, event })),
  );
  return (
    consent && [
      consent.sharing,
      ...consent.members.map((one) => `${one.userId}${one.isNamed ? '*' : ''} ${one.agreed}`),
    ]
  );
};

describe('for a whole week', () => {
  it.each<[title: string, events: [number, TeamEvent][], consent: string[] | undefined]>([
    [
      'a member agreed who joined before it',
      [
        [1, created],
        [100, joined('ann')],
      ],
      ['categories', 'ann categories'],
    ],
    [
      'a member did not who joined later',
      [
        [1, created],
        [101, joined('ann')],
      ],
      ['categories'],
    ],
    [
      'a member did not who left in it',
      [
        [1, created],
        [2, joined('ann')],
        [150, left('ann')],
      ],
      ['categories'],
    ],
    [
      'a member did not who left in it and came back',
      [
        [1, created],
        [2, joined('ann')],
        [150, left('ann')],
        [151, joined('ann')],
      ],
      ['categories'],
    ],
    [
      'a member did not who left before it',
      [
        [1, created],
        [2, joined('ann')],
        [50, left('ann')],
      ],
      ['categories'],
    ],
    [
      'the narrowest agreement counts, whatever came after',
      [
        [1, created],
        [2, joined('ann')],
        [150, agree('ann', 'levels')],
        [160, agree('ann', 'categories')],
      ],
      ['categories', 'ann levels'],
    ],
    [
      'a wider agreement counts from the next week',
      [
        [1, created],
        [2, joined('ann', 'levels')],
        [150, agree('ann', 'categories')],
      ],
      ['categories', 'ann levels'],
    ],
    [
      'the narrowest setting of the team counts',
      [
        [1, created],
        [2, joined('ann')],
        [150, share('levels')],
        [160, share('activities')],
      ],
      ['levels', 'ann levels'],
    ],
    [
      'a member is seen by name who was so at any moment of it',
      [
        [1, created],
        [2, joined('ann')],
        [3, joined('bob')],
        [4, named('ann')],
        [110, unnamed('ann')],
        [120, named('bob')],
      ],
      ['categories', 'ann* categories', 'bob* categories'],
    ],
    [
      'a member is not who stopped before it',
      [
        [1, created],
        [2, joined('ann')],
        [4, named('ann')],
        [5, unnamed('ann')],
      ],
      ['categories', 'ann categories'],
    ],
    [
      'there is no consent in a team that is younger',
      [
        [101, created],
        [102, joined('ann')],
      ],
      undefined,
    ],
    [
      'there is none in a closed team',
      [
        [1, created],
        [2, joined('ann')],
        [150, { type: 'TeamClosed', data: {} }],
      ],
      undefined,
    ],
    ['there is none without a team', [], undefined],
  ])('%s', (_title, events, consent) => expect(consentOf(...events)).toEqual(consent));
});
