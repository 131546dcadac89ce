import type { FedFocusEvent } from '@app/domain';
import { renderFocusFeed } from './render-focus-feed.js';

const MINUTE_MS = 60_000;
const started = (id: number, startedAt: number, minutes = 5): FedFocusEvent => ({
  type: 'FocusSessionStarted',
  data: { id, durationMinutes: minutes, startedAt, endsAt: startedAt + minutes * MINUTE_MS },
});
const ended = (sessionId: number, endedAt: number, because: 'stopped' | 'elapsed'): FedFocusEvent => ({
  type: 'FocusSessionEnded',
  data: { sessionId, endedAt, because },
});

it('focus sessions are fed as documented: a float id, whole minutes, and the moment in the account’s zone', () => {
  const at = Date.parse('2026-11-21T12:00:00Z');
  expect(renderFocusFeed([started(1, at), ended(1, at + 1_250, 'stopped')], 'Asia/Kathmandu')).toBe(
    '[{"id":1795262400.0,"duration":5,"created_at":"2026-11-21T17:45:00.000+05:45"},' +
      '{"id":1795262401.25,"created_at":"2026-11-21T17:45:01.250+05:45"}]',
  );
});
