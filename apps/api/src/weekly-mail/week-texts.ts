import type { MailLanguage } from '@app/domain';

/** The words of the weekly mail. */
export interface WeekTexts {
  readonly subject: (days: string) => string;
  readonly title: (days: string) => string;
  readonly hours: (hours: number, minutes: number) => string;
  readonly minutes: (minutes: number) => string;
  readonly total: (time: string) => string;
  readonly change: (time: string, isMore: boolean) => string;
  readonly productive: (time: string, pulse: number) => string;
  readonly picture: string;
  readonly activities: string;
  readonly see: string;
  readonly why: string;
  readonly end: string;
}

const EN: WeekTexts = {
  subject: (days) => `Your week, ${days}`,
  title: (days) => `Your week, ${days}`,
  hours: (hours, minutes) => `${hours} h ${minutes} m`,
  minutes: (minutes) => `${minutes} m`,
  total: (time) => `${time} in all.`,
  change: (time, isMore) => `${time} ${isMore ? 'more' : 'less'} than in the week before.`,
  productive: (time, pulse) => `${time} were productive. The pulse was ${pulse} of 100.`,
  picture: 'Time of each day, by level',
  activities: 'What took most time',
  see: 'See the week',
  why: 'You get this mail because you asked for it on your account page.',
  end: 'Stop these mails',
};

const DE: WeekTexts = {
  subject: (days) => `Deine Woche, ${days}`,
  title: (days) => `Deine Woche, ${days}`,
  hours: (hours, minutes) => `${hours} Std. ${minutes} Min.`,
  minutes: (minutes) => `${minutes} Min.`,
  total: (time) => `Insgesamt ${time}`,
  change: (time, isMore) => `${time} ${isMore ? 'mehr' : 'weniger'} als in der Woche davor.`,
  productive: (time, pulse) => `Davon ${time} produktiv. Der Puls war ${pulse} von 100.`,
  picture: 'Zeit jedes Tages nach Stufe',
  activities: 'Das brauchte die meiste Zeit',
  see: 'Die Woche ansehen',
  why: 'Du bekommst diese Mail, weil du sie auf deiner Kontoseite bestellt hast.',
  end: 'Diese Mails beenden',
};

export const WEEK_TEXTS: Readonly<Record<MailLanguage, WeekTexts>> = { en: EN, de: DE };
