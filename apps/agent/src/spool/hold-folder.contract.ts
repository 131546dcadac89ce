import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { holdFolder, isFolderHeld } from './hold-folder.js';

describe('holding a folder', () => {
  it('allows one holder at a time, until the release', () =>
    withTemporaryFolder(async (folder) => {
      expect(await isFolderHeld(folder)).toBe(false);
      const hold = await holdFolder(folder);
      expect(hold).not.toBeNull();
      expect(await isFolderHeld(folder)).toBe(true);
      expect(await holdFolder(folder)).toBeNull();
      expect(await holdFolder(`${folder}/.`)).toBeNull();
      await hold?.release();
      expect(await isFolderHeld(folder)).toBe(false);
      const again = await holdFolder(folder);
      expect(again).not.toBeNull();
      await again?.release();
    }));

  it('does not touch other folders', () =>
    withTemporaryFolder((one) =>
      withTemporaryFolder(async (other) => {
        const holds = [await holdFolder(one), await holdFolder(other)];
        expect(holds).not.toContain(null);
        for (const hold of holds) await hold?.release();
      }),
    ));
});
