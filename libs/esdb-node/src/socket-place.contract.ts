import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeForSocket } from './socket-place.js';
import { startNode } from './start-node.js';

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('the place of the socket', () => {
  it('is beside the log, or in a folder of its own when the path is too long for the system', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'timeledger-socket-'));
    expect((await placeForSocket(dir)).path).toBe(join(dir, 'node.sock'));
    const place = await placeForSocket(join(dir, 'x'.repeat(100)));
    expect(place.path.length).toBeLessThan(100);
    expect(await modeOf(join(place.path, '..'))).toBe('700');
    await place.clear();
    await expect(stat(join(place.path, '..'))).rejects.toThrow('ENOENT');
    const node = await startNode({ dir, onSocket: true });
    expect(node.connectionString).toBe(`unix:${join(dir, 'node.sock')}`);
    await node.close();
    await rm(dir, { recursive: true });
  });
});
