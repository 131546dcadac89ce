import { join } from 'node:path';
import { endPrograms, startNode } from './testing/programs.js';
import { allIsReported, callServer, createUser, type RealServer, startRealServer } from './testing/real-server.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';

/** The compiled commands that ask the compiled server. */
const AGENT = join(process.cwd(), 'dist/apps/agent/src/main.js');
const LIMIT_MS = 240_000;
const STRANGER = 'A'.repeat(43);

afterEach(endPrograms);

it(
  'today and focus tell what the real server has, and why they cannot',
  () =>
    withTemporaryFolder(async (folder) => {
      const server = await startRealServer(join(folder, 'server'));
      const { agentKey, key } = await createUser(server, join(folder, 'server'));
      const run = async (words: string, used = agentKey, at = server.url) => {
        const asked = [...words.split(' '), '--server', at, '--data-dir', join(folder, 'agent')];
        const { ended, output } = startNode([AGENT, ...asked], { TIMELEDGER_KEY: used, NO_COLOR: '1' });
        return [await ended, output()] as const;
      };
      const date = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format();
      expect(await run('today')).toEqual([0, `${date}: no time yet\n`]);
      await recordTime(server, agentKey);
      const [code, table] = await run('today');
      expect([code, table.split('\n')[0]]).toEqual([0, `${date}  1 min`]);
      expect(table).toMatch(/^very distracting +1 min {2}█+$/m);
      expect(JSON.parse((await run('today --json'))[1])).toMatchObject({ date, seconds: 60 });

      expect(await run('focus status')).toEqual([0, 'no focus session runs\n']);
      expect(await run('focus start 30')).toEqual([
        0,
        'a focus session runs for 30 minutes\nno agent runs here: on this computer nothing is kept away\n',
      ]);
      expect(await run('focus start 30')).toEqual([1, expect.stringMatching(/^error: .*running.*\n$/)]);
      expect((await run('focus status'))[1]).toMatch(
        /^runs until \d{4}-\d\d-\d\d \d\d:\d\d \((29|30) min left\); it keeps away what is very distracting\n$/,
      );
      const { focus } = JSON.parse((await run('focus status --json'))[1]) as { focus: object };
      expect(focus).toMatchObject({ durationMinutes: 30, blockedLevels: [-2], allowed: [] });
      expect(await run('focus stop')).toEqual([0, 'no focus session runs\n']);
      expect(await run('focus stop')).toEqual([1, expect.stringMatching(/^error: .*\n$/)]);
      expect(await run('focus start 7')).toEqual([2, expect.stringContaining('a multiple of 5 minutes')]);

      for (const words of ['today', 'focus status', 'focus start', 'focus stop']) {
        expect(await run(words, STRANGER)).toEqual([3, expect.stringMatching(/^error: The API key .*\n$/)]);
      }
      expect(await run('today', key)).toEqual([3, expect.stringMatching(/^error: .*kind.*\n$/)]);
      server.program.child.kill('SIGKILL');
      await server.program.ended;
      for (const words of ['today', 'focus status', 'focus start', 'focus stop']) {
        expect(await run(words)).toEqual([1, 'error: The server did not answer.\n']);
      }
    }),
  LIMIT_MS,
);

/** A minute of a distracting program, today. */
async function recordTime(server: RealServer, key: string): Promise<void> {
  const endedAt = Date.now();
  const activity = {
    id: '7c0f5f3e-0f5b-4d0a-9f39-5a3f6b3c9a51',
    application: 'Steam',
    startedAt: endedAt - 60_000,
    endedAt,
  };
  const device = { id: 'desk', machine: 'm', osUser: 'u', platform: 'linux' };
  const body = { device, source: 'computers', activities: [activity] };
  expect(await callServer(server, key, { path: '/agent/v1/activities', body })).toMatchObject({ accepted: 1 });
  await allIsReported(server);
}
