import { SharedWork } from './shared-work.js';

/** Runs that end when a test says so. */
function runs() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const work = () => new Promise<void>((resolve, reject) => void ends.push({ resolve, reject }));
  return { ends, work };
}
const settled = () => new Promise(setImmediate);

describe('work that is shared', () => {
  it('begins at once, and again for those who asked while it ran: once for all of them', async () => {
    const [shared, { ends, work }] = [new SharedWork(), runs()];
    const first = shared.join(work);
    const later = [shared.join(work), shared.join(work), shared.join(work)];
    await settled();
    expect(ends).toHaveLength(1);
    ends[0]?.resolve();
    await first;
    await settled();
    expect(ends).toHaveLength(2);
    const third = shared.join(work);
    ends[1]?.resolve();
    await Promise.all(later);
    await settled();
    expect(ends).toHaveLength(3);
    ends[2]?.resolve();
    await third;
  });

  it('fails for those who waited for that run, and begins again for the others', async () => {
    const [shared, { ends, work }] = [new SharedWork(), runs()];
    const first = shared.join(work);
    const later = shared.join(work);
    ends[0]?.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await settled();
    ends[1]?.resolve();
    await later;
    const alone = shared.join(work);
    ends[2]?.resolve();
    await alone;
    expect(ends).toHaveLength(3);
  });
});
