export { SMALLEST_COHORT } from './cell-rule.js';
export { type Consent, consentSince, type RecordedTeamEvent, type TeamConsent } from './consent.js';
export { countsInCohort } from './counts-in-cohort.js';
export { type PublishedWeek, readReleaseEvent, type WeekPublished } from './published-week.js';
export { publishingTeamDecider, readPublishingTeamEvent } from './publishing-teams.js';
export {
  addWeeks,
  beginOfWeek,
  daysOfWeek,
  firstWholeWeek,
  mondayOf,
  newestWeekDue,
  nextWeekToPublish,
  releaseTime,
  sundayOf,
  weeksDue,
} from './team-week.js';
export {
  type AgreedMember,
  type Cohort,
  cohortOf,
  type PublishedCell,
  WeekTable,
  type WeekTime,
} from './week-table.js';
export { MOST_WEEKS_ASKED, parseTeamQuestion, type TeamQuestion } from './team-question.js';
export { teamReport, weeksAnswering } from './team-report.js';
export { namedQuestion } from './named-question.js';
