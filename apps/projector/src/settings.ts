/** Everything that the environment decides for the projector. The names are those of the API's settings. */
export interface Settings {
  /** Connection string of the event store. */
  readonly eventStoreUrl: string;
  /** URL of the ClickHouse server, with user, password and database. */
  readonly clickHouseUrl: string;
  /** Name of that server's cluster, or a macro for it: the tables are made on all of it. One server when absent. */
  readonly clickHouseCluster?: string;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every missing or bad setting of a start, by name. Values are withheld: they hold passwords. */
export class InvalidSettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`Invalid settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidSettingsError';
  }
}

/**
 * The settings in an environment. An empty value counts as absent. Both stores are servers here: on embedded stores the
 * API hosts the projector itself.
 * Throws InvalidSettingsError naming every missing or bad setting at once.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];

  function read<T extends string>(
    name: string,
    isGood: (text: string) => text is T,
    expected: string,
    fallback?: T,
  ): T {
    const text = environment[name]?.trim() || fallback;
    if (text !== undefined && isGood(text)) return text;
    problems.push(`${name} ${text === undefined ? 'is missing: it must be' : 'must be'} ${expected}`);
    return '' as T;
  }

  const clickHouseCluster = read(
    'CLICKHOUSE_CLUSTER',
    isNoneOrCluster,
    'a name like main or a macro like {cluster}',
    '',
  );
  const settings = {
    eventStoreUrl: read('EVENTSTORE_URL', isEventStoreConnection, 'like esdb://host:2113?tls=true'),
    clickHouseUrl: read('CLICKHOUSE_URL', isHttpUrl, 'like http://user:password@host:8123/database'),
    ...(clickHouseCluster !== '' && { clickHouseCluster }),
    logLevel: read('LOG_LEVEL', isLogLevel, `one of ${LOG_LEVELS.join(', ')}`, 'info'),
  };
  if (problems.length > 0) throw new InvalidSettingsError(problems);
  return settings;
}

const isEventStoreConnection = (text: string): text is string => /^esdb(\+discover)?:\/\/\S+$/.test(text);

const isHttpUrl = (text: string): text is string => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const isNoneOrCluster = (text: string): text is string => /^(|\w[\w.-]*|\{\w+\})$/.test(text);

const isLogLevel = (text: string): text is LogLevel => LOG_LEVELS.some((level) => level === text);
