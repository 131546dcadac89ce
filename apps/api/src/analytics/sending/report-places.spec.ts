import { ReportPlaces } from './report-places.js';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

async function ask(places: ReportPlaces, user: string, count: number) {
  const given: (() => void)[] = [];
  for (let n = 0; n < count; n++) void places.take(user).then((giveBack) => given.push(giveBack));
  await settled();
  return given;
}

describe('the reports of one account', () => {
  it('are four at once; others wait for one to end, and other accounts do not', async () => {
    const places = new ReportPlaces();
    const [ofA, ofB] = [await ask(places, 'a', 6), await ask(places, 'b', 1)];
    expect([ofA.length, ofB.length]).toEqual([4, 1]);
    ofA[0]?.();
    await settled();
    expect(ofA).toHaveLength(5);
  });

  it('give a place back once, however often they say so', async () => {
    const places = new ReportPlaces();
    const given = await ask(places, 'a', 6);
    for (let n = 0; n < 5; n++) given[0]?.();
    await settled();
    expect(given).toHaveLength(5);
    for (const giveBack of given.splice(0)) giveBack();
    await settled();
    for (const giveBack of given.splice(0)) giveBack();
    expect(await ask(places, 'a', 5)).toHaveLength(4);
  });
});
