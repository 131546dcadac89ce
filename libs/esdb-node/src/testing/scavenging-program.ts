import { LogUnderTest } from './log-under-test.js';

/**
 * Appends, deletes and scavenges without end. Crash tests start it and kill it. Before each write
 * it prints `append <stream>` or `delete <stream>`. After the acknowledgement it prints `done
 * <revision>`. After each scavenge it prints `scavenged`.
 */

const STREAMS = 6;
const log = new LogUnderTest(process.argv[2] ?? '');
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function scavengeForEver(): Promise<never> {
  for (;;) {
    await log.scavenge();
    say('scavenged');
  }
}

async function writeForEver(): Promise<never> {
  for (let turn = 0; ; turn++) {
    const stream = `story-${turn % STREAMS}`;
    const isDelete = turn % 40 === 39;
    say(`${isDelete ? 'delete' : 'append'} ${stream}`);
    const outcome = await (isDelete ? log.delete(stream) : log.append(stream, `turn ${turn}`));
    if (outcome.kind !== 'written') throw new Error(outcome.kind);
    say(`done ${outcome.lastRevision}`);
  }
}

await Promise.all([scavengeForEver(), writeForEver()]);
