import type { components } from '@app/client';
import type { Level } from '../charts/levels.js';
import { durationText } from '../format/duration.js';
import { isolated } from '../format/isolated.js';
import type { Texts } from '../text/texts.js';
import type { TEXTS } from './texts.js';

export type Goal = components['schemas']['GoalProgressDto'];
export type Alert = components['schemas']['AlertProgressDto'];
export type Subject = Goal['subject'];
export type GoalTexts = Texts<keyof (typeof TEXTS)['en']>;

/** A length of time without minutes that are none: `4 h`, `4 h 30 m`; `0 m` for none. */
export function amountText(texts: GoalTexts, seconds: number): string {
  if (seconds === 0) return texts.text('duration.minutes', { minutes: 0 });
  return seconds % 3_600 === 0 ? texts.text('chart.hours', { hours: seconds / 3_600 }) : durationText(texts, seconds);
}

/** What counts, within a sentence. */
export function subjectText({ text }: GoalTexts, { kind, name, category, productivity }: Subject): string {
  switch (kind) {
    case 'activity':
    case 'overview':
      return isolated(name ?? '');
    case 'category':
      return isolated(category ?? '');
    case 'level':
      return text(`goals.subject.level.${(productivity ?? 0) as Level}`);
    default:
      return text(`goals.subject.${kind}`);
  }
}

export const goalSentence = (texts: GoalTexts, { aim, per, hours, subject }: Goal): string =>
  texts.text(`goals.${aim}.${per}`, {
    time: amountText(texts, hours * 3_600),
    subject: subjectText(texts, subject),
  });

export const alertSentence = (texts: GoalTexts, { comparison, hours, subject }: Alert): string =>
  texts.text(`goals.${comparison}`, { time: amountText(texts, hours * 3_600), subject: subjectText(texts, subject) });

/** How far a goal is, in a few words; and whether that is good news. Undefined: neither yet. */
export function goalState(texts: GoalTexts, { aim, hours, seconds, isMet }: Goal): { words: string; isGood?: boolean } {
  const left = hours * 3_600 - seconds;
  if (aim === 'at-least')
    return isMet
      ? { words: texts.text('goals.reached'), isGood: true }
      : { words: texts.text('goals.left', { time: amountText(texts, left) }) };
  return isMet
    ? { words: texts.text('goals.room', { time: amountText(texts, left) }) }
    : { words: texts.text('goals.over', { time: amountText(texts, -left) }), isGood: false };
}
