import fc from 'fast-check';
import { IdleNotices, tellsIdle } from './idle-notices.js';
import { type Compositor } from './compositor.js';
import { encodeRequest, EventFrames, EventReader } from './wire.js';

describe('a request', () => {
  it.each<[string, (number | string)[], string]>([
    ['without values', [], '01000000' + '03000800'],
    ['with a number', [5], '01000000' + '03000c00' + '05000000'],
    ['with a text and a number', ['abc', 1], '01000000' + '03001400' + '0400000061626300' + '01000000'],
    ['with a text that needs padding', ['abcd'], '01000000' + '03001400' + '050000006162636400000000'],
  ])('%s is as the protocol says', (_title, values, hex) => {
    expect(encodeRequest(1, 3, values).toString('hex')).toBe(hex);
  });
});

describe('events in a stream', () => {
  const stream = Buffer.concat([
    encodeRequest(7, 0, ['first']),
    encodeRequest(8, 6, []),
    encodeRequest(9, 1, ['', 12]),
  ]);

  it('are found at any cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: stream.length })), (cuts) => {
        const frames = new EventFrames();
        const ends = [...cuts.sort((a, b) => a - b), stream.length];
        const events = ends.flatMap((end, index) => frames.take(stream.subarray(ends[index - 1] ?? 0, end)));
        expect(events.map(({ object, opcode }) => [object, opcode])).toEqual([
          [7, 0],
          [8, 6],
          [9, 1],
        ]);
        expect(new EventReader(events[0]?.body ?? Buffer.alloc(0)).text()).toBe('first');
      }),
    );
  });

  it('that are shorter than their head end the connection', () => {
    expect(() => new EventFrames().take(Buffer.alloc(8))).toThrow('another protocol');
  });

  it('that end too early are refused', () => {
    const body = encodeRequest(1, 0, ['a long text']).subarray(8);
    for (let length = 0; length < body.length - 1; length++) {
      expect(() => new EventReader(body.subarray(0, length)).text()).toThrow();
    }
  });
});

describe('the last input by the notices of a compositor', () => {
  /** A compositor that only passes the notices on. */
  function idleAt(protocols: string[]) {
    let tell: (opcode: number) => void = () => undefined;
    let nowMs = 0;
    const requests: number[][] = [];
    const compositor = {
      versionOf: (protocol: string) => (protocols.includes(protocol) ? 1 : 0),
      bind: () => 3,
      newObject: (listener: (opcode: number) => void) => ((tell = listener), 9),
      request: (...values: number[]) => requests.push(values),
    } as unknown as Compositor;
    const idle = new IdleNotices(compositor, 1_000, () => nowMs);
    return {
      requests,
      at: (ms: number, opcode?: number) => {
        nowMs = ms;
        if (opcode !== undefined) tell(opcode);
        return idle.idleMs();
      },
    };
  }

  it('is exact in a pause, and is never told later than it was', () => {
    const { at } = idleAt(['wl_seat', 'ext_idle_notifier_v1']);
    expect(at(500)).toBeNull();
    expect(at(1_500)).toBe(1_000);
    expect(at(4_000, 0)).toBe(1_000);
    expect(at(9_000)).toBe(6_000);
    expect(at(9_500, 1)).toBe(0);
    expect(at(9_700)).toBe(200);
    expect(at(20_000)).toBe(1_000);
  });

  it.each([
    ['ext_idle_notifier_v1', [3, 1, 9, 1_000, 3]],
    ['org_kde_kwin_idle', [3, 0, 9, 3, 1_000]],
  ])('is asked for by %s', (protocol, request) => {
    expect(idleAt(['wl_seat', protocol]).requests).toEqual([request]);
  });

  it('is not known to a compositor without a seat or without such a protocol', () => {
    const offers = (protocols: string[]) =>
      tellsIdle({ versionOf: (name: string) => (protocols.includes(name) ? 1 : 0) } as unknown as Compositor);
    expect([offers(['wl_seat']), offers(['org_kde_kwin_idle'])]).toEqual([false, false]);
    expect(offers(['wl_seat', 'org_kde_kwin_idle'])).toBe(true);
  });
});
