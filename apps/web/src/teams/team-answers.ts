import { answerOf, type components, type TimeledgerClient } from '@app/client';
import { useAnswer, useServer } from '../server/answers.js';
import { sundayOf } from './week-names.js';

export type Team = components['schemas']['TeamDto'];
export type TeamWithMembers = components['schemas']['TeamWithMembersDto'];
export type Member = TeamWithMembers['members'][number];
export type Weeks = components['schemas']['PublishedWeekListDto'];
export type Sharing = Team['sharing'];
export type Kind = 'productivity' | 'category' | 'activity';

/** How much is shared, the least first. */
export const SHARING_LEVELS: readonly Sharing[] = ['nothing', 'levels', 'categories', 'activities'];

const KINDS: readonly Kind[] = ['productivity', 'category', 'activity'];

/** What a table of this level can be shown by: nothing that is finer is ever asked. */
export const kindsOf = (sharing: Sharing): readonly Kind[] => KINDS.slice(0, SHARING_LEVELS.indexOf(sharing));

/** The words for each kind of sums. */
export const BY = { productivity: 'by.productivity', category: 'by.category', activity: 'by.activity' } as const;

export const useTeams = () => {
  const { client } = useServer();
  return useAnswer({ key: ['teams', 'all'], ask: () => answerOf(client.GET('/api/v1/teams')) });
};

export const useTeam = (id: string) => {
  const { client } = useServer();
  const params = { path: { id } };
  return useAnswer({ key: ['teams', id], ask: () => answerOf(client.GET('/api/v1/teams/{id}', { params })) });
};

export const useWeeks = (id: string) => {
  const { client } = useServer();
  const ask = () => answerOf(client.GET('/api/v1/teams/{id}/weeks', { params: { path: { id } } }));
  return useAnswer({ key: ['teams', id, 'weeks'], ask });
};

/** The report of a team or of one member, as rows. */
const asRows = <Answer>(answer: Answer) => answer as Exclude<Answer, string>;

/** Whole weeks, from the first Monday to the Sunday of the last. */
export async function askWeeks(client: TimeledgerClient, id: string, [first, last]: readonly [string, string]) {
  const span = { restrict_begin: first, restrict_end: sundayOf(last) };
  const query = { ...span, perspective: 'interval', resolution_time: 'week', restrict_kind: 'productivity' } as const;
  return asRows(await answerOf(client.GET('/api/v1/teams/{id}/data', { params: { path: { id }, query } })));
}

export async function askWeek(client: TimeledgerClient, id: string, asked: { week: string; kind: Kind }) {
  const span = { restrict_begin: asked.week, restrict_end: sundayOf(asked.week) };
  const query = { ...span, perspective: 'rank', restrict_kind: asked.kind } as const;
  return asRows(await answerOf(client.GET('/api/v1/teams/{id}/data', { params: { path: { id }, query } })));
}

/** The last whole day or week that a member shows by name: the API's own default. */
export async function askNamed(client: TimeledgerClient, id: string, asked: { userId: string; kind: Kind }) {
  const params = {
    path: { id, userId: asked.userId },
    query: { perspective: 'rank', restrict_kind: asked.kind },
  } as const;
  return asRows(await answerOf(client.GET('/api/v1/teams/{id}/members/{userId}/data', { params })));
}
