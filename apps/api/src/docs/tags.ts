/** The groups of operations in the document, with what each is for. */
export const TAGS = {
  'Documented API, for keys': 'The RescueTime developer API under `/anapi`, for programs that hold an API key.',
  'Documented API, for applications':
    'The same API under `/api/oauth`, for applications that hold an access token of a user.',
  Agents: 'What the agent on a workstation sends and asks.',
  Owner: 'What a user reads and changes of their own account.',
  Teams: 'Groups of users who share totals of their time with each other.',
  Administrator: 'What the administrator of the server does.',
  'OAuth 2.0': 'How an application gets an access token, and gives it back.',
  State: 'How the server is.',
} as const;

/** The name of a group of operations. */
export type Tag = keyof typeof TAGS;
