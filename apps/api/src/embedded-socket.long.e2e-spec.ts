import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startApp, type TestApp } from './testing/start-app.js';

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
/** The user of the system that owns no file. */
const STRANGER = '65534';

describe('the embedded event store', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('listens on a socket that only this user may use', async () => {
    const folder = join(app.dataDir, 'event-store');
    const socket = await stat(join(folder, 'node.sock'));
    expect(socket.isSocket()).toBe(true);
    expect([await modeOf(folder), await modeOf(join(folder, 'node.sock'))]).toEqual(['700', '600']);
  });

  it('is closed for another user of this machine', () => {
    if (process.getuid?.() !== 0) {
      process.stderr.write('NOT CHECKED: only root may act as another user.\n');
      return;
    }
    const connect = `require('node:net').connect(${JSON.stringify(join(app.dataDir, 'event-store', 'node.sock'))})
      .on('connect', () => process.exit(0)).on('error', ({ code }) => { console.log(code); process.exit(1); })`;
    const asked = spawnSync('setpriv', ['--reuid', STRANGER, '--clear-groups', process.execPath, '-e', connect]);
    expect({ status: asked.status, printed: asked.stdout.toString() }).toEqual({ status: 1, printed: 'EACCES\n' });
  });
});
