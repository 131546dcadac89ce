import { inflateSync } from 'node:zlib';
import type { LevelSeconds, LocalDate } from '@app/domain';
import { type MailTerms, type Week, weekMail } from './week-mail.js';
import { weekPicture } from './week-picture.js';

const HOUR = 3_600;
const DAYS = new Map<string, LevelSeconds>([
  ['2026-11-16', [0, 0, 0, HOUR, 7 * HOUR]],
  ['2026-11-18', [HOUR, 0, 0, 0, 3 * HOUR]],
]);
const WEEK: Week = {
  ...{ monday: '2026-11-16' as LocalDate, seconds: 12 * HOUR, levelSeconds: [HOUR, 0, 0, HOUR, 10 * HOUR], pulse: 87 },
  ...{ days: DAYS, secondsBefore: 10.5 * HOUR },
  activities: [
    { activity: 'github.com', seconds: 11 * HOUR },
    { activity: 'youtube.com', seconds: HOUR },
  ],
};
const TERMS: MailTerms = {
  ...{ to: 'ada@example.org', language: 'en', weekUrl: 'https://t.example/range/2026-11-16/2026-11-22' },
  endUrl: 'https://t.example/weekly-mail/end?link=x',
};

describe('the mail about a week', () => {
  it('says in text what the week was', () => {
    const { subject, text } = weekMail(WEEK, TERMS);
    expect(subject).toBe('Timeledger: Your week, November 16 – 22');
    expect(text.replaceAll(/[\u2068\u2069]/g, '')).toBe(`Your week, November 16 – 22

12 h 0 m in all.
1 h 30 m more than in the week before.
11 h 0 m were productive. The pulse was 87 of 100.

Mon  ######################## 8 h 0 m
Tue  -
Wed  ############ 4 h 0 m
Thu  -
Fri  -
Sat  -
Sun  -

What took most time

11 h 0 m  github.com
1 h 0 m  youtube.com

See the week:
https://t.example/range/2026-11-16/2026-11-22

You get this mail because you asked for it on your account page. Stop these mails:
https://t.example/weekly-mail/end?link=x
`);
  });

  it('is in German for a reader of German', () => {
    const { subject, text, html = '' } = weekMail(WEEK, { ...TERMS, language: 'de' });
    expect(subject).toBe('Timeledger: Deine Woche, 16.–22. November');
    expect(text).toContain('1 Std. 30 Min. mehr als in der Woche davor.');
    expect(html).toContain('<html lang="de">');
  });

  it('shows names of strangers as text, on one line, whatever is in them', () => {
    const hostile = '<img src=x onerror=alert(1)>\r\nBcc: eve@example.org\u0007 שלום';
    const { text, html = '' } = weekMail({ ...WEEK, activities: [{ activity: hostile, seconds: 60 }] }, TERMS);
    expect(text).toContain('1 m  \u2068<img src=x onerror=alert(1)> Bcc: eve@example.org  שלום\u2069\n');
    expect(html).toContain('<bdi>&lt;img src=x');
    expect(html).not.toContain('<img src=x');
  });

  it('compares with no empty week, and shows no pulse without one', () => {
    const { text } = weekMail({ ...WEEK, secondsBefore: 0, pulse: null }, TERMS);
    expect(text).not.toMatch(/week before|pulse/);
  });
});

describe('the picture of a week', () => {
  /** The numbers of the colours, from the top, in the middle of a day's bar. */
  function columnOf(png: Buffer, day: number): number[] {
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const start = png.indexOf('IDAT') + 4;
    const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
    const x = Math.round(((day + 0.5) * width) / 7);
    return Array.from({ length: height }, (_, y) => rows[y * (width + 1) + 1 + x] ?? -1);
  }

  it('is a PNG with a bar for each day, as high as its time, the most productive level lowest', () => {
    const days = [...DAYS.values()];
    const png = weekPicture([days[0]!, [0, 0, 0, 0, 0], days[1]!, ...Array<LevelSeconds>(4).fill([0, 0, 0, 0, 0])]);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const [monday, tuesday, wednesday] = [0, 1, 2].map((day) => columnOf(png, day)) as [number[], number[], number[]];
    // Eight hours are 317 rows.
    expect([4, 5, 6].map((level) => monday.filter((one) => one === level).length)).toEqual([0, 40, 277]);
    expect(monday.lastIndexOf(5)).toBeLessThan(monday.indexOf(6));
    expect(tuesday.filter((one) => one > 1)).toEqual([]);
    expect(wednesday.filter((one) => one === 2).length).toBe(40);
  });

  it.each([
    ['a week without time', 0],
    ['days of 24 hours', 24 * HOUR],
    ['many devices at once', 4_800 * HOUR],
  ])('can be drawn of %s', (_, seconds) => {
    const png = weekPicture(Array<LevelSeconds>(7).fill([0, 0, 0, 0, seconds]));
    expect(png.length).toBeLessThan(20_000);
  });
});
