import { addDays, type LevelSeconds, type LocalDate, type MailLanguage, type TimeSums } from '@app/domain';
import { render } from 'preact-render-to-string';
import type { Mail } from '../mail/mailer.js';
import { PICTURE_SIZE, weekPicture } from './week-picture.js';
import { WEEK_TEXTS } from './week-texts.js';

/** The week of a user. */
export interface Week extends TimeSums {
  readonly monday: LocalDate;
  /** Days with time, by their dates. */
  readonly days: ReadonlyMap<string, LevelSeconds>;
  readonly activities: readonly { readonly activity: string; readonly seconds: number }[];
  readonly secondsBefore: number;
}

/** Where the mail goes, and where its links lead. */
export interface MailTerms {
  readonly to: string;
  readonly language: MailLanguage;
  readonly weekUrl: string;
  readonly endUrl: string;
}

const MOST_ACTIVITIES = 8;
const LONGEST_BAR = 24;
const PICTURE_ID = 'week@timeledger';
const NO_TIME: LevelSeconds = [0, 0, 0, 0, 0];
/** Characters that end a line or steer a terminal, in a title that a stranger chose. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/** A text from right to left must not turn the rest of its line around. */
const isolated = (text: string): string => `\u2068${text.replace(CONTROLS, ' ')}\u2069`;

/** The mail about a week: text, HTML, and a picture. It holds nothing but the owner’s time. */
export function weekMail(week: Week, terms: MailTerms): Mail {
  const shown = wordsOf(week, terms);
  return {
    to: terms.to,
    subject: `Timeledger: ${shown.subject}`,
    text: textOf(shown, terms),
    html: `<!doctype html>${render(<WeekPage shown={shown} terms={terms} />)}`,
    picture: { id: PICTURE_ID, name: 'week.png', png: weekPicture(shown.days.map(({ levels }) => levels)) },
    // Source: RFC 2369 and RFC 8058.
    headers: { 'List-Unsubscribe': `<${terms.endUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  };
}

type Words = ReturnType<typeof wordsOf>;

function wordsOf(week: Week, { language }: MailTerms) {
  const texts = WEEK_TEXTS[language];
  const time = (seconds: number) => {
    const minutes = Math.round(Math.abs(seconds) / 60);
    return minutes < 60 ? texts.minutes(minutes) : texts.hours(Math.floor(minutes / 60), minutes % 60);
  };
  const dates = Array.from({ length: 7 }, (_, n) => addDays(week.monday, n));
  const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);
  const dayName = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const range = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  // Narrow spaces are letters that some mail readers lack.
  const between = range.formatRange(utc(dates[0] as string), utc(dates[6] as string)).replace(/[\u2009\u202f]/g, ' ');
  const difference = week.seconds - week.secondsBefore;
  const productive = (week.levelSeconds[3] ?? 0) + (week.levelSeconds[4] ?? 0);
  return {
    texts,
    subject: texts.subject(between),
    title: texts.title(between),
    sentences: [
      texts.total(time(week.seconds)),
      ...(week.secondsBefore > 0 && Math.abs(difference) >= 60 ? [texts.change(time(difference), difference > 0)] : []),
      ...(week.pulse === null ? [] : [texts.productive(time(productive), week.pulse)]),
    ],
    days: dates.map((date) => {
      const levels = week.days.get(date) ?? NO_TIME;
      const seconds = levels.reduce((sum, one) => sum + one, 0);
      return { name: dayName.format(utc(date)), levels, seconds, time: time(seconds) };
    }),
    activities: week.activities
      .slice(0, MOST_ACTIVITIES)
      .map(({ activity, seconds }) => ({ name: activity, time: time(seconds) })),
  };
}

function textOf({ texts, title, sentences, days, activities }: Words, { weekUrl, endUrl }: MailTerms): string {
  const most = Math.max(1, ...days.map(({ seconds }) => seconds));
  const widest = Math.max(...days.map(({ name }) => name.length));
  const bars = days.map(({ name, seconds, time }) => {
    const bar = '#'.repeat(Math.round((seconds / most) * LONGEST_BAR));
    return `${name.padEnd(widest)}  ${bar}${bar === '' ? '' : ' '}${seconds === 0 ? '-' : time}`;
  });
  return [
    ...[title, sentences.join('\n'), bars.join('\n'), texts.activities],
    activities.map(({ name, time }) => `${time}  ${isolated(name)}`).join('\n'),
    `${texts.see}:\n${weekUrl}`,
    `${texts.why} ${texts.end}:\n${endUrl}`,
  ]
    .join('\n\n')
    .concat('\n');
}

const FONT = 'font: 15px/1.5 system-ui, sans-serif; color: #1c1b19; background: #ffffff; max-width: 560px';
const CELL = 'padding: 3px 12px 3px 0; vertical-align: top';

/** The HTML of the mail. Names of strangers are escaped by the renderer, and isolated by `bdi`. */
const WeekPage = ({ shown, terms }: { shown: Words; terms: MailTerms }) => (
  <html lang={terms.language}>
    <head>
      <meta charset="utf-8" />
      <title>{shown.subject}</title>
    </head>
    <body style={FONT}>
      <h1 style="font-size: 22px">{shown.title}</h1>
      {shown.sentences.map((sentence) => (
        <p style="margin: 4px 0">{sentence}</p>
      ))}
      <p>
        <img src={`cid:${PICTURE_ID}`} {...PICTURE_SIZE} alt={shown.texts.picture} style="max-width: 100%" />
      </p>
      <table style="border-collapse: collapse">
        {shown.days.map(({ name, seconds, time }) => (
          <tr>
            <td style={CELL}>{name}</td>
            <td style={CELL}>{seconds === 0 ? '–' : time}</td>
          </tr>
        ))}
      </table>
      <h2 style="font-size: 16px">{shown.texts.activities}</h2>
      <table style="border-collapse: collapse">
        {shown.activities.map(({ name, time }) => (
          <tr>
            <td style={`${CELL}; white-space: nowrap`}>{time}</td>
            <td style={CELL}>
              <bdi>{name}</bdi>
            </td>
          </tr>
        ))}
      </table>
      <p>
        <a href={terms.weekUrl}>{shown.texts.see}</a>
      </p>
      <p style="color: #625e57; font-size: 13px">
        {shown.texts.why} <a href={terms.endUrl}>{shown.texts.end}</a>
      </p>
    </body>
  </html>
);
