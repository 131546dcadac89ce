import { HeardDevices } from './heard-devices.js';

describe('what was heard of devices', () => {
  it('is bounded for each user: made-up devices push out those of the same user that are silent', () => {
    let now = 0;
    const heard = new HeardDevices(() => now);
    heard.note('ada', 'desk', { records: 5 });
    heard.note('ada', 'silent');
    heard.note('ben', 'desk', { records: 7 });
    for (now = 1; now <= 98; now++) heard.note('ada', `made-up ${now}`);
    heard.note('ada', 'desk');
    heard.note('ada', 'one more');
    expect(heard.of('ada', 'silent')).toBeUndefined();
    expect(heard.of('ada', 'desk')).toEqual({ heardAt: 99, waiting: { records: 5 } });
    expect(heard.of('ben', 'desk')).toEqual({ heardAt: 0, waiting: { records: 7 } });
  });

  it.each([
    [
      { records: 2, oldestAt: 40 },
      { records: 2, oldestAt: 40 },
    ],
    [
      { records: 2, oldestAt: 4_000 },
      { records: 2, oldestAt: 100 },
    ],
    [{ records: 0, oldestAt: 40 }, { records: 0 }],
  ])('of %j keeps %j: nothing waits since a later moment', (told, kept) => {
    const heard = new HeardDevices(() => 100);
    heard.note('ada', 'desk', told);
    expect(heard.of('ada', 'desk')?.waiting).toEqual(kept);
  });
});
