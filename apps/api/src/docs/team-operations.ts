import { DOCUMENTED_OPERATIONS, type OperationText } from './operations.js';

const ID = '7b1f3f0e-43b4-4a55-9c55-1d5b7a0b6a11';
const TEAM = { id: ID, name: 'Design', sharing: 'categories', role: 'member', shares: 'categories' };
const SHARING = { sharing: 'categories' };

/** Teams, by method and path. */
export const TEAM_OPERATIONS: Readonly<Record<string, OperationText>> = {
  'POST /api/v1/teams': {
    summary: 'Creates a team, whose administrator is who asks',
    body: { name: 'Design', ...SHARING },
    answer: { ...TEAM, role: 'admin', shares: null },
  },
  'GET /api/v1/teams': { summary: 'The teams that the user administers or joined', answer: { teams: [TEAM] } },
  'GET /api/v1/teams/{id}': { summary: 'One team; to its administrator with its members', answer: TEAM },
  'DELETE /api/v1/teams/{id}': { summary: 'Closes a team, for its administrator' },
  'PUT /api/v1/teams/{id}/sharing': {
    summary: 'Says what the team sees of its members at most, for its administrator',
    body: SHARING,
  },
  'POST /api/v1/teams/{id}/invitations': {
    summary: 'An invitation for one user, shown this once, for the administrator',
    answer: {
      link: `https://time.example.org/invitations/${ID}.${ID}`,
      token: `${ID}.${ID}`,
      expiresAt: '2026-11-28T12:00:00.000Z',
    },
  },
  'DELETE /api/v1/teams/{id}/members/{userId}': { summary: 'Takes a member out, for the administrator' },
  'PUT /api/v1/teams/{id}/members/me': { summary: 'Agrees to share more or less', body: SHARING },
  'DELETE /api/v1/teams/{id}/members/me': { summary: 'Leaves a team' },
  'GET /api/v1/teams/{id}/data': {
    ...(DOCUMENTED_OPERATIONS['GET data'] as OperationText),
    summary: 'Time of all members together, as far as they share it',
  },
  'GET /api/v1/invitations/{token}': {
    summary: 'What would be shared with a team, before joining it',
    answer: { name: 'Design', ...SHARING, expiresAt: '2026-11-28T12:00:00.000Z' },
  },
  'POST /api/v1/invitations/{token}/accept': {
    summary: 'Joins a team, and agrees to share what was shown',
    body: SHARING,
    answer: TEAM,
  },
};
