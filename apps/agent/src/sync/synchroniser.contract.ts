import { readFile, stat } from 'node:fs/promises';
import { acknowledge, type ReceivedCall, type Reply } from '../testing/stub-server.js';
import { between, DEVICE, KEY, NEVER, type Scene, spans } from '../testing/sync-scene.js';

const status = (code: number, headers?: Record<string, string>) => (): Reply => ({
  status: code,
  body: { error: { code: 'x', message: 'y' } },
  ...(headers === undefined ? {} : { headers }),
});

const sizes = (calls: ReceivedCall[]) => calls.map(({ body }) => body.activities.length);

describe('a sync', () => {
  it('sends all waiting records as the contract asks, and forgets them when acknowledged', () =>
    between(async ({ server, spool, synchroniser }) => {
      const written = await spool.append(spans(2));
      expect(await synchroniser.sync(NEVER)).toBe(180);
      expect(server.calls).toEqual([
        {
          path: '/agent/v1/activities',
          authorization: `Bearer ${KEY}`,
          body: {
            device: { ...DEVICE, waiting: { records: 0 } },
            source: 'computers',
            activities: written.map(({ sequence: _sequence, run: _run, ...activity }) => activity),
          },
        },
      ]);
      expect(await spool.pending(10)).toEqual([]);
    }));

  it('makes no call when nothing waits', () =>
    between(async ({ server, synchroniser }) => {
      expect(await synchroniser.sync(NEVER)).toBe(180);
      expect(server.calls).toEqual([]);
    }));

  it('sends 1,200 records in calls of 500 at most', () =>
    between(async ({ server, spool, synchroniser }) => {
      await spool.append(spans(1_200));
      await synchroniser.sync(NEVER);
      expect(sizes(server.calls)).toEqual([500, 500, 200]);
      expect(server.taken.size).toBe(1_200);
    }));

  it('tells with each call how many records stay, and the begin of the oldest one', () =>
    between(async ({ server, spool, synchroniser }) => {
      const written = await spool.append(spans(1_200));
      server.script.push(status(413), status(500));
      await synchroniser.sync(NEVER);
      await synchroniser.sync(NEVER);
      const startOf = (index: number) => written[index]?.startedAt;
      expect(server.calls.map(({ body }) => [body.activities.length, body.device.waiting])).toEqual([
        [500, { records: 700, oldestAt: startOf(500) }],
        [250, { records: 950, oldestAt: startOf(250) }],
        [250, { records: 950, oldestAt: startOf(250) }],
        [500, { records: 450, oldestAt: startOf(750) }],
        [450, { records: 0 }],
      ]);
    }));

  it('counts among what stays the records that the server takes for the future', () =>
    between(async ({ server, spool, synchroniser }) => {
      await spool.append(spans(501));
      server.script.push(({ body }) => ({
        status: 200,
        body: {
          ...{ accepted: body.activities.length - 1, duplicates: 0, nextSyncSeconds: 180 },
          rejected: [{ index: 0, code: 'in_future', message: 'later' }],
        },
      }));
      await synchroniser.sync(NEVER);
      expect(server.calls.map(({ body }) => body.device.waiting?.records)).toEqual([1, 1]);
    }));

  it('takes the interval from the server, unless one was given', async () => {
    const once = async ({ server, spool, synchroniser }: Scene) => {
      server.script.push((call) => acknowledge(call, server.taken, 1_800));
      await spool.append(spans(1));
      return synchroniser.sync(NEVER);
    };
    await between(async (scene) => expect(await once(scene)).toBe(1_800));
    await between(async (scene) => expect(await once(scene)).toBe(7), { syncSeconds: 7 });
  });

  it('sends the same ids again when the answer was lost', () =>
    between(async ({ server, spool, synchroniser }) => {
      server.script.push((call) => {
        acknowledge(call, server.taken);
        return 'cut';
      });
      await spool.append(spans(3));
      expect(await synchroniser.sync(NEVER)).toBe(5);
      await synchroniser.sync(NEVER);
      expect(sizes(server.calls)).toEqual([3, 3]);
      expect(server.taken.size).toBe(3);
      expect(await spool.pending(10)).toEqual([]);
    }));
});

describe('a server that does not take a call', () => {
  it.each<[string, () => Reply, number]>([
    ['answers 500', status(500), 5],
    ['answers 503 with Retry-After', status(503, { 'retry-after': '77' }), 77],
    ['answers 429 with Retry-After', status(429, { 'retry-after': '60' }), 60],
    ['answers 404', status(404), 5],
    ['answers 409, as for one device too many', status(409), 5],
    ['sends to another address', status(308, { location: '/elsewhere' }), 5],
    ['answers 200 with its own page', () => ({ status: 200, body: '<html>Log in to this network</html>' }), 5],
    ['answers 200 with other JSON', () => ({ status: 200, body: { ok: true } }), 5],
    ['cuts the connection', () => 'cut', 5],
  ])('because it %s loses nothing: the records are sent at the next sync', async (_title, reply, waitSeconds) => {
    await between(async ({ server, spool, synchroniser, messages }) => {
      server.script.push(reply);
      await spool.append(spans(3));
      expect(await synchroniser.sync(NEVER)).toBe(waitSeconds);
      expect(messages).toHaveLength(1);
      expect(await synchroniser.sync(NEVER)).toBe(180);
      expect(server.taken.size).toBe(3);
      expect(messages[1]).toBe('the server answers again');
    });
  });

  it('tells the person why it takes no more devices', () =>
    between(async ({ server, spool, synchroniser, messages }) => {
      const message = 'The account has 100 devices';
      server.script.push(() => ({
        status: 409,
        body: { error: { code: 'too_many_devices', message: `${message}.` } },
      }));
      await spool.append(spans(1));
      await synchroniser.sync(NEVER);
      expect(messages).toEqual([`the server answered 409: ${message}; records wait here and are sent later`]);
      expect(await spool.pending(10)).toHaveLength(1);
    }));

  it('is called less often after each failure, and as usual after a success', () =>
    between(async ({ server, spool, synchroniser }) => {
      server.script.push(...Array.from({ length: 3 }, () => status(500)));
      await spool.append(spans(1));
      const waits = [];
      for (let call = 0; call < 4; call++) waits.push(await synchroniser.sync(NEVER));
      server.script.push(status(500));
      await spool.append(spans(1));
      waits.push(await synchroniser.sync(NEVER));
      expect(waits).toEqual([5, 10, 20, 180, 5]);
    }));

  it('because it does not run loses nothing', () =>
    between(async ({ server, spool, synchroniser, messages }) => {
      await server.close().then(() => (server.close = async () => undefined));
      await spool.append(spans(2));
      expect(await synchroniser.sync(NEVER)).toBe(5);
      expect(messages).toEqual(['the server cannot be reached (ECONNREFUSED); records wait here and are sent later']);
      expect(await spool.pending(10)).toHaveLength(2);
    }));

  it('because it refuses the key is asked every 15 minutes, and takes all when the key is good again', () =>
    between(async ({ server, spool, synchroniser, messages, states }) => {
      server.script.push(status(401), status(403));
      await spool.append(spans(2));
      expect(await synchroniser.sync(NEVER)).toBe(900);
      await spool.append(spans(1, 'later'));
      expect(await synchroniser.sync(NEVER)).toBe(900);
      expect(messages).toEqual([expect.stringContaining('refuses the key (y)') as string]);
      expect(states).toEqual(
        Array(2).fill({
          state: 'key-refused',
          result: 'the server refused the key: y',
          skewMs: expect.any(Number) as number,
        }),
      );
      expect(await synchroniser.sync(NEVER)).toBe(180);
      expect(messages[1]).toBe('the server takes the key again');
      expect(states.at(-1)).toMatchObject({ state: 'sent', result: '3 records sent' });
      expect(await spool.pending(10)).toEqual([]);
    }));

  it.each([
    [401, '<html>Log in to the proxy</html>'],
    [403, '<html>Blocked</html>'],
    [403, '{"error":"blocked"}'],
    [401, '{"message":"login first"}'],
  ])('because a stranger answers %d with %j tries again soon, and does not blame the key', async (code, body) => {
    await between(async ({ server, spool, synchroniser, messages, states }) => {
      server.script.push(() => ({ status: code, body }));
      await spool.append(spans(1));
      expect(await synchroniser.sync(NEVER)).toBe(5);
      expect(messages.join()).toContain(`the answer ${code} is not from a Timeledger server`);
      expect(messages.join()).not.toContain('key');
      expect(states).toMatchObject([{ state: 'failed' }]);
      expect(await synchroniser.sync(NEVER)).toBe(180);
    });
  });

  it('shows no control characters that its error body holds', () =>
    between(async ({ server, spool, synchroniser, messages }) => {
      server.script.push(() => ({ status: 401, body: { error: { code: 'x', message: 'a\u001b[31m\nb' } } }));
      await spool.append(spans(1));
      await synchroniser.sync(NEVER);
      expect(messages[0]).toContain('the server refuses the key (a [31m b)');
    }));

  it('because the call is too large gets half of it, and later more again', () =>
    between(async ({ server, spool, synchroniser }) => {
      const limit = (call: ReceivedCall) =>
        call.body.activities.length > 100 ? status(413)() : acknowledge(call, server.taken);
      server.script.push(...Array.from({ length: 12 }, () => limit));
      await spool.append(spans(300));
      await synchroniser.sync(NEVER);
      expect(sizes(server.calls).slice(0, 4)).toEqual([300, 150, 75, 150]);
      expect(server.taken.size).toBe(300);
    }));
});

describe('a record that the server will never take', () => {
  it('is set aside and does not block the others', () =>
    between(async ({ server, spool, synchroniser, messages, quarantineFile }) => {
      server.script.push((call) => {
        const { activities } = call.body;
        acknowledge(
          { ...call, body: { ...call.body, activities: activities.filter((_a, index) => index !== 1) } },
          server.taken,
        );
        const rejected = [{ index: 1, code: 'bad_span', message: 'ends before it starts' }];
        return { status: 200, body: { accepted: 2, duplicates: 0, rejected, nextSyncSeconds: 180 } };
      });
      const written = await spool.append(spans(3));
      await synchroniser.sync(NEVER);
      expect(server.taken.size).toBe(2);
      expect(await spool.pending(10)).toEqual([]);
      const line = JSON.parse(await readFile(quarantineFile, 'utf8')) as unknown;
      expect(line).toEqual({ record: written[1], code: 'bad_span', message: 'ends before it starts' });
      expect((await stat(quarantineFile)).mode & 0o777).toBe(0o600);
      expect(messages).toEqual(['the server refused and set aside: 1 record']);
    }));

  it('because it is too large alone is set aside too', () =>
    between(async ({ server, spool, synchroniser, quarantineFile }) => {
      const refuseFirst = (call: ReceivedCall) =>
        call.body.activities.some(({ title }) => title === 'big 0') ? status(413)() : acknowledge(call, server.taken);
      server.script.push(...Array.from({ length: 8 }, () => refuseFirst));
      await spool.append([...spans(1, 'big'), ...spans(3)]);
      await synchroniser.sync(NEVER);
      expect(server.taken.size).toBe(3);
      expect(await readFile(quarantineFile, 'utf8')).toContain('"code":"too_large"');
    }));
});

describe('a record that a proxy finds too large alone', () => {
  it('waits until the proxy lets it pass', () =>
    between(async ({ server, spool, synchroniser, messages, quarantineFile }) => {
      server.script.push(() => ({ status: 413, body: '<html>Request Entity Too Large</html>' }));
      await spool.append(spans(1));
      expect(await synchroniser.sync(NEVER)).toBe(5);
      expect(messages).toEqual([
        'a proxy before the server refuses even one record as too large (413); records wait here and are sent later',
      ]);
      expect(await synchroniser.sync(NEVER)).toBe(180);
      expect(server.taken.size).toBe(1);
      await expect(stat(quarantineFile)).rejects.toThrow('ENOENT');
    }));
});

describe('the loop of syncs', () => {
  it('ends when it is told to, and aborts a hanging call', () =>
    between(
      async ({ server, spool, synchroniser }) => {
        const [stop, giveUp] = [new AbortController(), new AbortController()];
        server.script.push(() => {
          stop.abort();
          giveUp.abort();
          return 'cut';
        });
        await spool.append(spans(1));
        await synchroniser.run(stop.signal, giveUp.signal);
        expect(server.calls).toHaveLength(1);
        expect(await spool.pending(10)).toHaveLength(1);
      },
      { syncSeconds: 0.01 },
    ));
});
