import { stat, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { loadDevice } from './device.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';

describe('the device', () => {
  it('gets its id at the first run and keeps it', () =>
    withTemporaryFolder(async (folder) => {
      const first = await loadDevice(folder);
      expect(first).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string,
        machine: hostname(),
        osUser: userInfo().username,
        platform: process.platform,
      });
      expect(await loadDevice(folder)).toEqual(first);
      expect((await stat(join(folder, 'device.json'))).mode & 0o777).toBe(0o600);
    }));

  it.each(['', 'null', '{"id":"me"}', '{"id":'])('refuses a damaged file instead of a new id: %j', (text) =>
    withTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'device.json'), text);
      await expect(loadDevice(folder)).rejects.toThrow('device.json holds no device id');
    }),
  );
});
