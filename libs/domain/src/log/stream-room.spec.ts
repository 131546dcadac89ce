import type { LocalDate } from '../calendar/local-date.js';
import { activityStream } from '../activity/day-stream.js';
import { categoriesWith } from './categories.js';
import {
  accountStream,
  ALERT_OWNERS_STREAM,
  credentialStream,
  DAYS_AHEAD_STREAM,
  erasureStream,
  teamStream,
  userStream,
} from './stream-names.js';
import { MOST_EVENTS_OF_A_STREAM, mostEventsFor } from './stream-room.js';

const USER = '7e9f0a3c-6a53-4e43-9b2a-0c1d5b1f5a11';
const DAY = activityStream(USER, '2026-11-21' as LocalDate);

describe('the room of a stream', () => {
  const WITHOUT_END = ['erasure', 'factor', 'link', 'session', 'grant', 'passkey', 'daylist', 'history'];
  it.each(categoriesWith('streamPer', 'user').filter((category) => !WITHOUT_END.includes(category)))(
    'has an end for what a user adds to their %s stream',
    (category) => {
      expect(mostEventsFor(userStream(category, USER), 'SomethingAdded')).toBe(MOST_EVENTS_OF_A_STREAM);
    },
  );

  it.each([
    [DAY, 'ActivityRecorded'],
    [DAY, 'OfflineTimePosted'],
    [teamStream('t'), 'MemberInvited'],
  ])('has an end: %s %s', (stream, type) => expect(mostEventsFor(stream, type)).toBe(MOST_EVENTS_OF_A_STREAM));

  it.each([
    [accountStream(USER), 'ApiKeyRevoked'],
    [accountStream(USER), 'AccountClosed'],
    [userStream('goal', USER), 'GoalRemoved'],
    [DAY, 'TimeErased'],
    [DAY, 'DayRewritten'],
    [DAY, 'OfflineTimeRemoved'],
    [erasureStream(USER), 'ErasureRequested'],
    [userStream('factor', USER), 'AnythingOfASignIn'],
    [userStream('passkey', USER), 'AnythingOfASignIn'],
    [userStream('session', USER), 'SessionListed'],
    [userStream('grant', USER), 'AuthorizationCodeListed'],
    [userStream('daylist', USER), 'DaysListed'],
    [userStream('history', USER), 'DayChangeListed'],
    [teamStream('t'), 'MemberLeft'],
    [teamStream('t'), 'InvitationDeclined'],
    [credentialStream('a'.repeat(64)), 'CredentialRevoked'],
    [ALERT_OWNERS_STREAM, 'AlertOwnerListed'],
    [DAYS_AHEAD_STREAM, 'DayAheadListed'],
  ])('never shuts out what ends a right or erases, nor the lists of the server: %s %s', (stream, type) =>
    expect(mostEventsFor(stream, type)).toBeUndefined(),
  );
});
