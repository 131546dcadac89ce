/** What a person has in front, how often, and for how long. */
export interface Habit {
  readonly application: string;
  readonly url?: string;
  readonly titles: readonly string[];
  /** How often it comes, beside the other habits. */
  readonly weight: number;
  /** Minutes in one piece. */
  readonly minutes: readonly [least: number, most: number];
}

/** Time without a computer that comes each week. */
export interface Meeting {
  readonly name: string;
  /** 1 is Monday. */
  readonly weekdays: readonly number[];
  /** Minutes after midnight, by the wall clock. */
  readonly start: number;
  readonly minutes: number;
}

type Subject =
  { readonly kind: 'all-productive' | 'all-distracting' } | { readonly kind: 'activity'; readonly name: string };

export interface Goal {
  readonly aim: 'at-least' | 'at-most';
  readonly hours: number;
  readonly per: 'day' | 'week';
  readonly subject: Subject;
}

export interface Alert {
  readonly comparison: 'more-than' | 'less-than';
  readonly hours: number;
  readonly subject: Subject;
}

/** A category of a person's own, and the activities in it. */
export interface OwnCategory {
  readonly overview: string;
  readonly category: string;
  readonly productivity: number;
  readonly activities: readonly string[];
}

export interface Person {
  readonly name: string;
  readonly work: string;
  readonly machine: string;
  /** Minutes after midnight: the mean begin and end of the work of a day. */
  readonly begin: number;
  readonly end: number;
  readonly habits: readonly Habit[];
  /** What comes in the evening and at weekends. */
  readonly leisure: readonly Habit[];
  /** The part of free evenings and weekend days with time at the computer. */
  readonly leisureShare: number;
  readonly meetings: readonly Meeting[];
  readonly goals: readonly Goal[];
  readonly alerts: readonly Alert[];
  readonly categories: readonly OwnCategory[];
  readonly highlights: readonly string[];
}

const at = (hours: number, minutes = 0): number => hours * 60 + minutes;
const STANDUP: Meeting = { name: 'Stand-up', weekdays: [1, 2, 3, 4, 5], start: at(9, 30), minutes: 15 };
const PLANNING: Meeting = { name: 'Planning', weekdays: [1], start: at(13, 30), minutes: 60 };
const MAIL: Habit = {
  ...{ application: 'Thunderbird', titles: ['Inbox', 'Re: release 4.2', 'Re: offer for the new site'] },
  ...{ weight: 3, minutes: [3, 11] },
};
const CHAT: Habit = {
  ...{ application: 'Slack', titles: ['#team', '#product', 'Ben Okafor', '#random'], weight: 5, minutes: [2, 9] },
};
const web = (url: string, titles: readonly string[], weight: number, minutes: Habit['minutes']): Habit => ({
  ...{ application: 'Firefox', url, titles, weight, minutes },
});
const NEWS = web('https://www.bbc.co.uk/news', ['Home - BBC News'], 1.2, [3, 10]);
const VIDEOS = web('https://www.youtube.com/watch', ['How bridges are built', 'A small workshop tour'], 3, [10, 45]);

const ADA: Person = {
  ...{ name: 'ada', work: 'developer', machine: 'ada-desk', begin: at(8, 40), end: at(17, 30) },
  habits: [
    {
      ...{ application: 'Visual Studio Code', weight: 15, minutes: [8, 38] },
      titles: ['store.ts - ledger', 'report.spec.ts - ledger', 'README.md - ledger', 'query.ts - ledger'],
    },
    { application: 'Terminal', titles: ['npm test', 'git rebase', 'psql ledger'], weight: 7, minutes: [3, 14] },
    web('https://github.com/acme/ledger/pulls', ['Pull requests · acme/ledger', 'Review: #412'], 6, [4, 20]),
    web('https://stackoverflow.com/questions', ['How to index a range', 'Newest questions'], 2, [2, 8]),
    web('https://developer.mozilla.org/en-US', ['Intl - JavaScript | MDN'], 2, [2, 9]),
    web('https://news.ycombinator.com/', ['Hacker News'], 1.5, [3, 12]),
    ...[MAIL, CHAT, NEWS],
  ],
  leisure: [
    VIDEOS,
    web('https://www.reddit.com/r/synthdiy', ['synthdiy'], 2, [5, 20]),
    { application: 'Ardour', titles: ['evening-song'], weight: 3, minutes: [15, 60] },
  ],
  leisureShare: 0.45,
  meetings: [STANDUP, PLANNING, { name: 'Design review', weekdays: [3], start: at(15), minutes: 45 }],
  goals: [
    { aim: 'at-least', hours: 5, per: 'day', subject: { kind: 'all-productive' } },
    { aim: 'at-most', hours: 4, per: 'week', subject: { kind: 'all-distracting' } },
  ],
  alerts: [{ comparison: 'more-than', hours: 1, subject: { kind: 'all-distracting' } }],
  categories: [
    { overview: 'Entertainment', category: 'Making music', productivity: 1, activities: ['Ardour'] },
    { overview: 'Software Development', category: 'Code review', productivity: 2, activities: ['github.com'] },
  ],
  highlights: [
    'Released 4.2',
    'Halved the time of the slow report',
    'Fixed the import of old files',
    'Paired with Ben',
  ],
};

const MIA: Person = {
  ...{ name: 'mia', work: 'designer', machine: 'mia-laptop', begin: at(9, 5), end: at(17, 45) },
  habits: [
    {
      ...{ application: 'Figma', titles: ['Onboarding – v3', 'Icons', 'Day page', 'Design system'] },
      ...{ weight: 16, minutes: [10, 40] },
    },
    { application: 'Inkscape', titles: ['logo.svg', 'arrows.svg'], weight: 3, minutes: [8, 25] },
    web('https://www.pinterest.com/mia/boards', ['Boards'], 2, [4, 14]),
    web('https://docs.google.com/document', ['Interview notes', 'Brief: spring campaign'], 4, [5, 20]),
    web('https://miro.com/app/board', ['Customer journey'], 3, [6, 25]),
    ...[MAIL, CHAT, NEWS],
  ],
  leisure: [VIDEOS, web('https://www.netflix.com/watch', ['Netflix'], 3, [25, 50])],
  leisureShare: 0.3,
  meetings: [
    STANDUP,
    PLANNING,
    { name: 'Interview with a customer', weekdays: [2, 4], start: at(11), minutes: 45 },
    { name: 'Design review', weekdays: [3], start: at(15), minutes: 45 },
  ],
  goals: [{ aim: 'at-least', hours: 3, per: 'day', subject: { kind: 'activity', name: 'Figma' } }],
  alerts: [],
  categories: [
    {
      overview: 'Design & Composition',
      category: 'Research',
      productivity: 2,
      activities: ['miro.com', 'pinterest.com'],
    },
  ],
  highlights: ['Ten interviews done', 'New icons in the app', 'Day page is drawn', 'The survey is out'],
};

const BEN: Person = {
  ...{ name: 'ben', work: 'manager', machine: 'ben-laptop', begin: at(8, 10), end: at(18, 0) },
  habits: [
    { ...MAIL, weight: 10, minutes: [6, 28] },
    { ...CHAT, weight: 7 },
    web('https://calendar.google.com/calendar', ['Week'], 4, [3, 10]),
    web('https://sheets.google.com/spreadsheets', ['Budget', 'Hiring'], 5, [8, 30]),
    web('https://www.linkedin.com/feed', ['Feed | LinkedIn'], 2, [4, 12]),
    web('https://github.com/acme/ledger/milestones', ['Milestones · acme/ledger'], 2, [4, 12]),
    { application: 'LibreOffice Impress', titles: ['Quarter.odp'], weight: 3, minutes: [10, 35] },
    NEWS,
  ],
  leisure: [VIDEOS, web('https://www.amazon.com/s', ['Running shoes'], 2, [5, 20])],
  leisureShare: 0.25,
  meetings: [
    STANDUP,
    PLANNING,
    { name: 'One to one with Ada', weekdays: [2], start: at(10), minutes: 30 },
    { name: 'One to one with Mia', weekdays: [2], start: at(10, 45), minutes: 30 },
    { name: 'Customer call', weekdays: [1, 4], start: at(15), minutes: 50 },
    { name: 'Board', weekdays: [5], start: at(11), minutes: 90 },
  ],
  goals: [{ aim: 'at-least', hours: 12, per: 'week', subject: { kind: 'all-productive' } }],
  alerts: [{ comparison: 'less-than', hours: 2, subject: { kind: 'all-productive' } }],
  categories: [{ overview: 'Business', category: 'Hiring', productivity: 2, activities: ['linkedin.com'] }],
  highlights: ['Signed the lease', 'Hired a tester', 'The budget is agreed', 'Best quarter so far'],
};

/** Three invented people of one small team. */
export const PEOPLE: readonly Person[] = [ADA, MIA, BEN];
