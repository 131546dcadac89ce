import { readAgentState, readTabAnswer } from './agent-answers.js';

const ENDS = Date.parse('2026-11-21T12:30:00Z');

describe('the answer to a told tab', () => {
  it.each<[string, object, object | null]>([
    [
      'a block',
      {
        reportSeconds: 60,
        paused: false,
        pausedUntil: null,
        block: { reason: 'focus', endsAt: '2026-11-21T12:30:00Z', host: 'a.example', mayExtend: true },
      },
      { isPaused: false, pausedUntil: null, block: { host: 'a.example', endsAt: ENDS, mayExtend: true } },
    ],
    ['a pause', { paused: true, pausedUntil: ENDS, block: null }, { isPaused: true, pausedUntil: ENDS, block: null }],
    ['a pause without end', { paused: true }, { isPaused: true, pausedUntil: null, block: null }],
    [
      'a block without a host',
      { paused: false, block: { endsAt: ENDS } },
      { isPaused: false, pausedUntil: null, block: null },
    ],
    [
      'a block without an end',
      { paused: false, block: { host: 'a.example', endsAt: 'soon' } },
      { isPaused: false, pausedUntil: null, block: null },
    ],
    [
      'a moment that no date can hold',
      { paused: true, pausedUntil: 1e300 },
      { isPaused: true, pausedUntil: null, block: null },
    ],
    ['the answer of another program', { ok: true }, null],
    ['nonsense', { paused: 'no' }, null],
  ])('%s', (_what, body, read) => {
    expect(readTabAnswer(body as Record<string, unknown>)).toEqual(read);
  });
});

describe('the state of the agent', () => {
  it('has its device, the focus session and the sites of the day', () => {
    const top = [{ site: 'a.example', seconds: 90 }, { site: 7, seconds: 1 }, null, { site: 'b', seconds: -1 }];
    const body = { device: 'desk', paused: false, pausedUntil: null, focus: { endsAt: ENDS }, top };
    expect(readAgentState(body)).toEqual({
      ...{ device: 'desk', isPaused: false, pausedUntil: null, focusEndsAt: ENDS },
      top: [{ site: 'a.example', seconds: 90 }],
    });
  });

  it.each([{}, { paused: false }, { paused: 1, top: [] }])('is none in %j', (body) => {
    expect(readAgentState(body as Record<string, unknown>)).toBeNull();
  });

  it('of a program that sends very much is cut', () => {
    const top = Array.from({ length: 5_000 }, () => ({ site: 'a'.repeat(9_999), seconds: 1 }));
    const state = readAgentState({ paused: false, top });
    expect(state?.top).toHaveLength(10);
    expect(state?.top[0]?.site).toHaveLength(255);
  });
});
