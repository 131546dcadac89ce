import { LogTail, type OpenTail, type TailReader } from './log-tail.js';
import type { StoredEvent } from './stored-event.js';

const eventAt = (position: number, stream = 'a-1'): StoredEvent => ({
  ...{ id: `${position}`, stream, revision: 0n, position: BigInt(position), type: 'Noted', data: {} },
  ...{ recordedAt: new Date(0), firstRecordedAt: new Date(0), by: undefined, commandId: undefined },
});

type Heard = { readonly event: StoredEvent } | { readonly position: bigint };

/** A subscription of a tail, as the test plays it. */
class Played {
  private readonly heard: Heard[] = [];
  private wake: () => void = () => undefined;
  private failure: Error | undefined;
  private hasEnded = false;

  constructor(readonly options: Parameters<OpenTail>[0]) {
    options.signal.addEventListener('abort', () => this.wake());
  }

  async hear(...heard: Heard[]): Promise<void> {
    this.heard.push(...heard);
    this.wake();
    await turn();
  }

  async fail(error: Error): Promise<void> {
    this.failure = error;
    this.wake();
    await turn();
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    this.wake();
    await turn();
  }

  async *play(): AsyncGenerator<Heard> {
    while (!this.options.signal.aborted && !this.hasEnded) {
      const next = this.heard.shift();
      if (next) yield next;
      else if (this.failure) throw this.failure;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let opened: Played[];
let tail: LogTail;
beforeEach(() => {
  opened = [];
  tail = new LogTail(['a-', 'b-'], (options) => {
    const played = new Played(options);
    opened.push(played);
    return played.play();
  });
});

const joined = (after: number | undefined, ...prefixes: string[]): TailReader => {
  const reader = tail.join(after === undefined ? undefined : BigInt(after), prefixes);
  if (!reader) throw new Error('It may not join.');
  return reader;
};
const only = (): Played => {
  expect(opened.filter(({ options }) => !options.signal.aborted)).toHaveLength(1);
  return opened.at(-1) as Played;
};

/** What waits for a reader: positions of events, and of places in brackets. */
function taken(reader: TailReader): string {
  const all: string[] = [];
  for (let next = reader.take(); next !== undefined; next = reader.take()) {
    all.push(typeof next === 'bigint' ? `[${next}]` : `${next.position}`);
  }
  return all.join(' ');
}

describe('the tail of the log', () => {
  it('begins with its first reader, behind the place of that one, and follows all its streams', () => {
    joined(4, 'a-');
    expect(only().options).toMatchObject({ after: 4n, streamPrefixes: ['a-', 'b-'] });
  });

  it('begins at the start of a log that has no event', async () => {
    const reader = joined(undefined, 'a-');
    expect(only().options.after).toBeUndefined();
    await only().hear({ event: eventAt(0) });
    expect(taken(reader)).toBe('0');
  });

  it('gives each reader the events of its streams behind its place, by one subscription', async () => {
    const [a, aOne, both, ahead] = [joined(4, 'a-'), joined(4, 'a-1'), joined(4, 'b-', 'a-'), joined(6, 'a-')];
    await only().hear({ event: eventAt(5) }, { event: eventAt(6, 'b-1') }, { event: eventAt(7, 'a-2') });
    expect([a, aOne, both, ahead].map(taken)).toEqual(['5 7', '5', '5 6 7', '7']);
  });

  it('takes a reader that has come as far, and not one that is behind', async () => {
    const first = joined(4, 'a-');
    await only().hear({ event: eventAt(5, 'b-1') }, { position: 8n });
    expect(tail.join(7n, ['a-'])).toBeUndefined();
    expect(tail.join(undefined, ['a-'])).toBeUndefined();
    const late = joined(8, 'a-');
    await only().hear({ event: eventAt(9) });
    expect([first, late].map(taken)).toEqual(['[8] 9', '9']);
  });

  it.each([[['c-']], [['a-', 'c-']], [['a']], [['']]])(
    'takes no reader of %j: it does not follow these',
    (prefixes) => {
      expect(tail.join(4n, prefixes)).toBeUndefined();
      expect(opened).toEqual([]);
    },
  );

  it('tells only the newest of places that follow each other', async () => {
    const reader = joined(4, 'a-');
    await only().hear({ position: 3n }, { position: 6n }, { event: eventAt(7, 'b-1') }, { position: 8n });
    await only().hear({ event: eventAt(9) }, { position: 9n }, { position: 10n });
    expect(taken(reader)).toBe('[8] 9 [10]');
  });

  it('tells a reader that wants none of the events how far it has come, at a place and after many events', async () => {
    const [busy, rare] = [joined(4, 'a-'), joined(4, 'b-')];
    await only().hear({ event: eventAt(5) }, { position: 5n });
    expect([busy, rare].map(taken)).toEqual(['5', '[5]']);
    for (let position = 6; position < 300; position++) {
      await only().hear({ event: eventAt(position) });
      expect(taken(busy)).toMatch(`${position}`);
    }
    expect(taken(rare)).toBe('[261]');
  });

  it('ends with its last reader, and begins again behind the next one', async () => {
    const [one, other] = [joined(4, 'a-'), joined(4, 'a-')];
    one.leave();
    expect(only().options.signal.aborted).toBe(false);
    other.leave();
    expect(opened.map(({ options }) => options.signal.aborted)).toEqual([true]);
    joined(2, 'a-');
    expect(only().options.after).toBe(2n);
  });

  it('lets a reader go that takes nothing, with all that came before, and holds up no other', async () => {
    const [slow, quick] = [joined(4, 'a-'), joined(4, 'a-')];
    for (let position = 5; position < 205; position++) {
      await only().hear({ event: eventAt(position) });
      expect(taken(quick)).toBe(`${position}`);
    }
    expect(slow.ended).toEqual({ isTooSlow: true });
    expect(quick.ended).toBeUndefined();
    expect(taken(slow)).toBe(Array.from({ length: 64 }, (_, n) => 5 + n).join(' '));
  });

  it('does not count the events of other streams against a reader', async () => {
    const reader = joined(4, 'b-');
    for (let position = 5; position < 205; position++) await only().hear({ event: eventAt(position) });
    await only().hear({ event: eventAt(205, 'b-1') });
    expect([reader.ended, taken(reader)]).toEqual([undefined, '205']);
  });
});

describe('when the subscription of the tail', () => {
  const ENDS: [string, (played: Played) => unknown, string][] = [
    ['is interrupted', (played) => played.options.onInterrupted(new Error('away')), 'away'],
    ['fails', (played) => played.fail(new Error('refused')), 'refused'],
    ['ends', (played) => played.end(), 'The subscription ended.'],
  ];

  it.each(ENDS)('%s, its readers go with what they have, and hear why', async (_title, end, reason) => {
    const [one, other] = [joined(4, 'a-'), joined(4, 'b-')];
    const played = only();
    await played.hear({ event: eventAt(5) });
    await end(played);
    expect(one.ended).toMatchObject({ error: { message: reason } });
    expect(other.ended).toEqual(one.ended);
    expect([one, other].map(taken)).toEqual(['5', '']);
    expect(played.options.signal.aborted).toBe(true);
  });

  it.each(ENDS)('%s, the next tail is not disturbed by what is left of it', async (_title, end) => {
    const old = joined(4, 'a-');
    const played = only();
    await end(played);
    const next = joined(6, 'a-');
    await played.hear({ event: eventAt(7) });
    played.options.onInterrupted(new Error('late'));
    old.leave();
    await only().hear({ event: eventAt(8) });
    expect([next.ended, taken(next), taken(old)]).toEqual([undefined, '8', '']);
  });
});

describe('a reader of the tail', () => {
  it('is woken by an event, by the end, and when it is asked to wake before it waits', async () => {
    const reader = joined(4, 'a-');
    let isWoken = false;
    const waits = async () => {
      isWoken = false;
      await reader.news();
      isWoken = true;
    };
    for (const happens of [
      () => only().hear({ event: eventAt(5) }),
      async () => only().options.onInterrupted(new Error('away')),
    ]) {
      const waiting = waits();
      await turn();
      expect(isWoken).toBe(false);
      await happens();
      await waiting;
    }
    reader.wake();
    await waits();
  });
});
