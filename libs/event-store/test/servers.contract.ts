import { HAS_REAL_SERVER, onEveryServer } from './server-under-test.js';

/** Prints once which servers the whole suite ran against. */

process.stderr.write(
  HAS_REAL_SERVER
    ? 'The contract of the event store is checked on the embedded node and on the server of EVENTSTORE_URL.\n'
    : 'NOT CHECKED on a real EventStoreDB, only on the embedded node: EVENTSTORE_URL names no server.\n',
);

onEveryServer((server) => {
  it('answers a read of $all', async () => {
    for await (const { event } of server.client.readAll({ maxCount: 1 })) expect(event).toBeDefined();
    expect.assertions(1);
  });
});
