import { jest } from '@jest/globals';
import { LiveConnection, type LiveState } from './live-connection.js';

class Source extends EventTarget {
  static newest: Source | undefined;
  constructor() {
    super();
    Source.newest = this;
  }
  close(): void {
    if (Source.newest === this) Source.newest = undefined;
  }
}

let states: LiveState[];
let sessions: boolean[];
beforeEach(() => {
  jest.useFakeTimers();
  [states, sessions] = [[], []];
});
afterEach(() => jest.useRealTimers());

/** A connection that was live. `sessions`: what each look for a session finds. */
function live(): LiveConnection {
  const connection = new LiveConnection('1', {
    open: () => new Source() as unknown as EventSource,
    isSignedIn: () => Promise.resolve(sessions.shift() ?? false),
    told: () => undefined,
    moved: () => undefined,
    changed: (state) => states.push(state),
  });
  connection.resume();
  hear();
  return connection;
}

const hear = () => {
  const event = new MessageEvent('alive', { data: '{"today":"2026-11-30","timeZone":"UTC"}', lastEventId: '2' });
  Source.newest?.dispatchEvent(event);
};

describe('a connection of a page that was cut', () => {
  it('waits for a sign-in that is on its way, and says nothing of an end', async () => {
    sessions = [false, true];
    live();
    Source.newest?.dispatchEvent(new Event('error'));
    await jest.advanceTimersByTimeAsync(3_000);
    hear();
    expect(states).toEqual(['live', 'reconnecting', 'live']);
  });

  it('says that the session is over when it is, and is live again after a sign-in on another page', async () => {
    sessions = [false, false, true];
    live();
    Source.newest?.dispatchEvent(new Event('error'));
    await jest.advanceTimersByTimeAsync(3_000);
    expect([states, Source.newest]).toEqual([['live', 'reconnecting', 'ended'], undefined]);
    await jest.advanceTimersByTimeAsync(20_000);
    hear();
    expect(states.at(-1)).toBe('live');
  });

  it('asks with growing pauses while the server does not answer', async () => {
    live();
    for (let n = 0; n < 3; n++) {
      sessions = [true];
      Source.newest?.dispatchEvent(new Event('error'));
      expect(Source.newest).toBeUndefined();
      await jest.advanceTimersByTimeAsync(400 * 2 ** n * 1.3);
      expect(Source.newest).toBeDefined();
    }
  });
});
