import { newSecret, sha256 } from '../ground/secrets.js';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const TOKEN = new RegExp(`^(${UUID})\\.${UUID}$`);
const ID = new RegExp(`^${UUID}$`);

/** Whether a text can be the id of a team, and so a part of a stream's name. */
export const isTeamId = (text: string): boolean => ID.test(text);

/** A new secret with which one user can join the team: the team's id and 122 random bits. */
export const newInvitationToken = (teamId: string): string => `${teamId}.${newSecret()}`;

/**
 * The team in a token, and the hash by which the team knows the token. Undefined for a text that is
 * not a token.
 */
export function readInvitationToken(token: string): { teamId: string; inviteHash: string } | undefined {
  const teamId = TOKEN.exec(token)?.[1];
  return teamId === undefined ? undefined : { teamId, inviteHash: sha256(token) };
}
