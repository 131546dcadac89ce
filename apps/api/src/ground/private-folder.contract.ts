import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isShared, makeFolderPrivate } from './private-folder.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-private-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const modeOf = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8);

async function write(path: string, mode: number): Promise<string> {
  await writeFile(path, '');
  await chmod(path, mode);
  return path;
}

async function make(path: string, mode: number): Promise<string> {
  await mkdir(path);
  await chmod(path, mode);
  return path;
}

it('closes a folder that exists, with both stores and the token in it', async () => {
  await chmod(dir, 0o755);
  const token = await write(join(dir, 'admin-token'), 0o644);
  const store = await make(join(dir, 'event-store'), 0o777);
  const inner = await make(join(store, 'inner'), 0o750);
  const [read, readOnly] = [await write(join(inner, 'a'), 0o666), await write(join(store, 'b'), 0o444)];
  await makeFolderPrivate(dir);
  const modes = await Promise.all([dir, token, store, inner, read, readOnly].map(modeOf));
  expect(modes).toEqual(['700', '600', '700', '700', '600', '400']);
});

it('follows a store that is a link, but no link below it', async () => {
  const outside = await make(join(dir, 'outside'), 0o755);
  const stranger = await write(join(outside, 'stranger'), 0o644);
  const disk = await make(join(dir, 'disk'), 0o755);
  const part = await write(join(disk, 'part'), 0o644);
  await symlink(outside, join(disk, 'link'));
  const folder = await make(join(dir, 'data'), 0o755);
  await symlink(disk, join(folder, 'clickhouse'));
  await makeFolderPrivate(folder);
  const modes = await Promise.all([disk, part, outside, stranger].map(modeOf));
  expect(modes).toEqual(['700', '600', '755', '644']);
});

it('leaves files of others in the folder as they are', async () => {
  const other = await write(join(dir, 'notes.txt'), 0o644);
  await makeFolderPrivate(dir);
  expect([await modeOf(dir), await modeOf(other)]).toEqual(['700', '644']);
});

it.each([
  ['a folder in which several users keep files', () => make(join(dir, 'shared'), 0o1777), 'Other programs use'],
  ['a folder whose mode cannot change', () => Promise.resolve('/proc/sys'), 'Other users of this machine can read'],
])('refuses %s, and says what to do', async (_title, open, words) => {
  const refused = makeFolderPrivate(await open());
  await expect(refused).rejects.toThrow(words);
  await expect(refused).rejects.toThrow('DATA_DIR to a');
});

it.each([
  ['/', 0o755, true],
  ['/home/ada', 0o755, true],
  ['/tmp', 0o1777, true],
  ['/home/ada/data', 0o777, false],
])('knows whether other programs need %s with mode %o', (path, mode, expected) => {
  expect(isShared(path, mode, '/home/ada')).toBe(expected);
});

// Only root can give a file to another user.
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('NOT CHECKED: a file of a third user in the data folder. Only root can make one.\n');
(isRoot ? it : it.skip)('refuses a token that a third user left in an open folder', async () => {
  const token = await write(join(dir, 'admin-token'), 0o600);
  await chown(token, 12_345, 12_345);
  await expect(makeFolderPrivate(dir)).rejects.toThrow(`${token} is of another user`);
  // The owner of the folder may have made it: root also serves a folder of a user.
  await chown(dir, 12_345, 12_345);
  await makeFolderPrivate(dir);
  expect([await modeOf(dir), await modeOf(token)]).toEqual(['700', '600']);
});
