import type { Scope } from '@app/domain';

/** What each scope allows an application, in words for the user who decides. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  time_data:
    'See everything you did and when: applications, web sites, documents and how long. Add time away from the computer in your name.',
  category_data: 'See how much time you spent in which category, without the applications and web sites themselves.',
  productivity_data: 'See how productive your time was, without what you did in it.',
  alert_data: 'See your alerts, and when they were reached.',
  highlight_data: 'Read the highlights of your days, and add some in your name.',
  focustime_data: 'See your focus sessions, and start and end them.',
};
