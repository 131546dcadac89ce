import { chmod, chown, mkdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { itWhen } from '../testing/it-when.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { makeOwnFolder } from './own-folder.js';

describe('the folder of the records', () => {
  it('is made with its parents, or closed to others', () =>
    withTemporaryFolder(async (parent) => {
      const folder = join(parent, 'a b\n', 'c');
      await makeOwnFolder(folder);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      await chmod(folder, 0o755);
      await makeOwnFolder(folder);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    }));

  it.each([0o777, 0o770, 0o1777])('is refused when others can write in it (mode %o)', (mode) =>
    withTemporaryFolder(async (parent) => {
      const folder = join(parent, 'open');
      await mkdir(folder);
      await chmod(folder, mode);
      await expect(makeOwnFolder(folder)).rejects.toThrow('other users can write in');
      const link = join(parent, 'link');
      await symlink(folder, link);
      await expect(makeOwnFolder(link)).rejects.toThrow('other users can write in');
    }),
  );

  const asRoot = itWhen(process.getuid?.() === 0, 'a folder of another user', 'root');
  asRoot('is refused when it belongs to another user, also behind a link', () =>
    withTemporaryFolder(async (parent) => {
      const [folder, link] = [join(parent, 'theirs'), join(parent, 'link')];
      await mkdir(folder, { mode: 0o700 });
      await chown(folder, 12_345, 12_345);
      await symlink(folder, link);
      for (const path of [folder, link]) await expect(makeOwnFolder(path)).rejects.toThrow('belongs to another user');
    }),
  );
});
