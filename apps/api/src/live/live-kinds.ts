import { type LocalDate, parseStreamName, type StreamCategory } from '@app/domain';
import type { StoredEvent } from '@app/event-store';

/** What can change for a user. A page asks again only for what depends on it. */
export const LIVE_KINDS = [
  ...(['account', 'activities', 'alerts', 'applications', 'devices', 'erasures', 'focus', 'goals'] as const),
  ...([
    'highlights',
    'keeping',
    'offline-time',
    'schedules',
    'sessions',
    'sign-in',
    'summaries',
    'taxonomy',
    'teams',
  ] as const),
] as const;

export type LiveKind = (typeof LIVE_KINDS)[number];

/** The kind of a change, by the category of its stream. Undefined: no user is told about it. */
const KIND_OF: Readonly<Record<StreamCategory, LiveKind | undefined>> = {
  account: 'account',
  taxonomy: 'taxonomy',
  schedule: 'schedules',
  alert: 'alerts',
  goal: 'goals',
  highlight: 'highlights',
  daylist: undefined,
  history: undefined,
  device: 'devices',
  keeping: 'keeping',
  // No page stays open over it.
  mailing: undefined,
  focus: 'focus',
  summary: 'summaries',
  session: 'sessions',
  grant: 'applications',
  membership: 'teams',
  factor: 'sign-in',
  passkey: 'sign-in',
  link: undefined,
  erasure: 'erasures',
  activity: 'activities',
  login: undefined,
  credential: undefined,
  client: undefined,
  team: undefined,
  release: undefined,
  'teams-to-publish': undefined,
  'owners-of-alerts': undefined,
  'days-ahead': undefined,
  'readers-of-mails': undefined,
  'directory-of-server': undefined,
  'store-identity': undefined,
  'challenge-key': undefined,
  'set-up-of-server': undefined,
};

/** The categories whose events are changes that users are told about. */
export const LIVE_CATEGORIES = (Object.keys(KIND_OF) as StreamCategory[]).filter(
  (category) => KIND_OF[category] !== undefined,
);

/** Time. Reports show it when the projector has written it into the tables. */
const TIME: readonly LiveKind[] = ['activities', 'offline-time'];

/** Whether reports show a change of this kind only after the projection. */
export const isShownByTables = (kind: LiveKind): boolean => TIME.includes(kind);

/** What a `read` or `read_post` key may learn: changes of what such a key can read. */
const OF_READ_KEYS: readonly LiveKind[] = [
  ...TIME,
  ...(['alerts', 'focus', 'goals', 'highlights', 'schedules', 'summaries', 'taxonomy'] as const),
];

export const isForReadKeys = (kind: LiveKind): boolean => OF_READ_KEYS.includes(kind);

/** A change of what one user sees. */
export interface Change {
  readonly userId: string;
  readonly kind: LiveKind;
  /** The local day whose time changed. Undefined for time: of any day. */
  readonly day?: LocalDate | undefined;
  /** Of the event, in the log. */
  readonly position: bigint;
}

/** Events about time that its user entered. */
const OFFLINE: ReadonlySet<string> = new Set(['OfflineTimePosted', 'OfflineTimeRemoved']);

/** The changes that an event makes for its user. None for an event of another category. */
export function changesOf({ stream, type, position }: Pick<StoredEvent, 'stream' | 'type' | 'position'>): Change[] {
  const name = parseStreamName(stream);
  const kind = name && KIND_OF[name.category];
  if (!kind || name.userId === undefined) return [];
  const { userId, localDate: day } = name;
  if (OFFLINE.has(type)) return [{ userId, kind: 'offline-time', day, position }];
  // The rows of the erased time are gone now, of whatever day.
  if (type === 'ErasureCompleted') {
    return [
      { userId, kind, position },
      { userId, kind: 'activities', position },
    ];
  }
  return [{ userId, kind, day, position }];
}

/** Changes of one kind and day are one change. */
export const keyOf = ({ kind, day }: Pick<Change, 'kind' | 'day'>): string => `${kind} ${day ?? ''}`;
