import { join } from 'node:path';
import { addDays, type LocalDate, parseLocalDate } from '@app/domain';
import type { Print } from './benchmarks.js';
import { bulkLoad } from './light/bulk-load.js';
import { diskOf } from './light/disk.js';
import { measureFloors } from './light/floors.js';
import { type Figures, measureState, pause } from './light/state.js';
import { summaryOf } from './light/summary.js';
import { Connection } from './load/connection.js';
import { memoryOf } from './load/process-use.js';
import { connectNewUser, startServer } from './load/programs.js';
import type { Workspace } from './load/workspace.js';
import { alignedTable } from './report/table.js';

const FIRST_DAY = parseLocalDate('2020-01-01') as LocalDate;
/** The disk is measured so long after a load, when merges had a moment. */
const AFTER_LOAD_MS = 10_000;

export interface LightSize {
  /** Years of one user, and the days that each has. The states are: empty, one year, all years. */
  readonly years: number;
  readonly days: number;
  /** The duration of each load. */
  readonly seconds: number;
}

/**
 * What a person with a small server feels: memory, single writes, disk and start. On an empty
 * folder, on one year and on several, beside floors that are measured in the same run.
 */
export async function light(workspace: Workspace, print: Print, { years, days, seconds }: LightSize): Promise<void> {
  const floors = await measureFloors(workspace, seconds);
  const states = new Map<string, Figures>();
  const common = { seconds, first: FIRST_DAY, days };
  states.set(
    'empty',
    await measureState(workspace, { ...common, name: 'empty', dataDir: join(workspace.dir, 'empty') }),
  );
  const dataDir = join(workspace.dir, 'years');
  const history = new History(workspace, dataDir);
  const loads: (string | number)[][] = [];
  for (const upTo of years === 1 ? [1] : [1, years]) {
    for (let year = history.years; year < upTo; year++) loads.push(await history.load(days));
    const name = upTo === 1 ? '1 year' : `${upTo} years`;
    const state = { ...common, name: `after-${upTo}`, dataDir, connect: (origin: string) => history.connect(origin) };
    states.set(name, await measureState(workspace, state));
  }
  print(`\na small server, years of ${days} days\n${summaryOf(states, floors)}`);
  print('\nbulk load over one connection. Targets for a year: 30,000 activities/s, 60 MB within 10 s');
  const headers = [
    'year',
    'activities/s, visible',
    'MB at once',
    'part folders',
    'MB after 10 s',
    'part folders',
    'RssAnon MiB',
  ];
  print(alignedTable(headers, loads));
}

/** The user whose years are loaded, one after the other, and the folder that holds them. */
class History {
  years = 0;
  private key = '';

  constructor(
    private readonly workspace: Workspace,
    private readonly dataDir: string,
  ) {}

  connect(origin: string): Connection {
    return new Connection(origin, this.key);
  }

  /** Loads the next year into a server that starts for it. Resolves to a row of the table. */
  async load(days: number): Promise<(string | number)[]> {
    const { workspace, dataDir } = this;
    const server = await startServer(workspace, dataDir);
    if (this.key === '') this.key = (await connectNewUser(server.address, { dataDir, name: 'history' })).key;
    const connection = this.connect(server.address);
    const perSecond = await bulkLoad(connection, { first: addDays(FIRST_DAY, this.years++ * 365), days });
    const atOnce = await diskOf(dataDir);
    await pause(AFTER_LOAD_MS);
    const later = await diskOf(dataDir);
    const { anonymousMiB } = memoryOf(server.pid);
    connection.close();
    await server.stop();
    return [
      this.years,
      perSecond,
      atOnce.megabytes,
      atOnce.partFolders,
      later.megabytes,
      later.partFolders,
      anonymousMiB,
    ];
  }
}
