import { filesOf } from '../../recording/agent.js';
import { readPending } from '../../spool/read-pending.js';
import { recordsText } from '../../spool/record-line.js';
import { type AgentCommand, EXIT, JSON_FLAG, WrongUsage } from '../command/command.js';
import { duration, localTime, named } from '../command/texts.js';

const SHOWN = 100;

export const QUEUE: AgentCommand = {
  name: 'queue',
  summary: 'Lists the records that wait for the server, oldest first.',
  flags: [['--limit <n>', `at most this many (default: ${SHOWN})`], JSON_FLAG],
  act: async ({ settings, flags, print }) => {
    const limit = limitOf(flags['limit'] as string | undefined);
    const waiting = await readPending(filesOf(settings.dataDir).spool);
    const records = waiting.slice(0, limit);
    if (flags['json']) {
      print(JSON.stringify({ waiting: waiting.length, records: records.map(recordOf) }, null, 2));
      return EXIT.good;
    }
    for (const record of records) {
      const length = duration((record.endedAt - record.startedAt) / 1_000);
      print(`${localTime(record.startedAt, true)}  ${length.padStart(10)}  ${named(record)}`);
    }
    const more = waiting.length - records.length;
    const waits = waiting.length === 1 ? 'waits' : 'wait';
    const all = `${recordsText(waiting.length)} ${waits}${more > 0 ? `, ${more} more` : ''}`;
    print(waiting.length === 0 ? 'nothing waits' : all);
    return EXIT.good;
  },
};

function recordOf({
  id,
  application,
  title,
  url,
  startedAt,
  endedAt,
}: Awaited<ReturnType<typeof readPending>>[number]) {
  const times = { startedAt: new Date(startedAt).toISOString(), endedAt: new Date(endedAt).toISOString() };
  return { id, application, title, url, ...times };
}

function limitOf(text: string | undefined): number {
  const limit = text === undefined ? SHOWN : /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new WrongUsage('--limit must be a whole number from 1 to 9999999');
  return limit;
}
