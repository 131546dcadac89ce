import { readSettings } from '@app/settings';
import { pino } from 'pino';
import { openStores } from '../../../../apps/api/src/compose.js';
import { createApp } from '../../../../apps/api/src/create-app.js';
import { Accounts } from '../../../../apps/api/src/identity/accounts.js';
import { Keys } from '../../../../apps/api/src/identity/keys.js';
import { Connection } from '../load/connection.js';
import { untilCaughtUp } from '../load/programs.js';
import { writeHeavyYear } from './heavy-time.js';

const HOSTILE_USERS = 8;
/** The quiet user's year: two rows for each bucket of eight hours. */
const QUIET_ROWS = 190 * 365;

/** The keys of all users, and how many rows of `buckets` they have. */
export interface Users {
  readonly quiet: string;
  readonly hostile: readonly string[];
  readonly rows: number;
}

/** Opens accounts and writes their time into the tables. It comes from no event. */
export async function prepare(dataDir: string, rows: number): Promise<Users> {
  const log = pino({ level: 'warn' });
  const settings = readSettings('api', { DATA_DIR: dataDir });
  const stores = await openStores(settings, log);
  try {
    const app = await createApp({ settings, stores, adminToken: 'bench', clock: Date.now, log });
    const [accounts, keys] = [app.get(Accounts), app.get(Keys)];
    await app.listen(0, '127.0.0.1');
    const open = async (name: string) => {
      const now = Date.now();
      const profile = {
        email: `${name}@bench.example`,
        timeZone: 'UTC',
        plan: 'premium',
        openedBy: 'administrator',
      } as const;
      const user = await accounts.open(profile, now);
      return { userId: user.id, key: (await keys.make(user.id, { name: 'bench', kind: 'full' }, now)).key };
    };
    const quiet = await open('quiet');
    const hostile = [];
    for (let n = 0; n < HOSTILE_USERS; n++) hostile.push(await open(`hostile-${n}`));
    // A projector that begins with an empty log empties the tables first.
    const connection = new Connection(await app.getUrl(), quiet.key);
    await untilCaughtUp(connection);
    connection.close();
    const write = (userId: string, count: number, daysOfADocument: number) =>
      writeHeavyYear(stores.readModels, { userId, rows: count, daysOfADocument });
    await write(quiet.userId, QUIET_ROWS, 30);
    for (const { userId } of hostile) await write(userId, rows, 1);
    await app.close();
    return { quiet: quiet.key, hostile: hostile.map(({ key }) => key), rows: rows * HOSTILE_USERS + QUIET_ROWS };
  } finally {
    await stores.close();
  }
}
