import { binaryEvent, ErrorType, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { removeFolder, temporaryFolder } from './testing/node-under-test.js';
import { type ProgramRun, runProgram } from './testing/program-run.js';

/** TLS, its users, and their permissions on streams. */

const ADMIN = { username: 'admin', password: 'correct horse: ü' };
const ANN = { username: 'ann', password: 'battery staple' };

let dir: string;
let program: ProgramRun;
const clients: EventStoreDBClient[] = [];

const file = (name: string): string => join(dir, name);
const TLS = () => ['--tls-cert', file('cert.pem'), '--tls-key', file('key.pem')];

beforeAll(async () => {
  dir = temporaryFolder();
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  writeFileSync(file('cert.pem'), cert);
  writeFileSync(file('key.pem'), key);
  writeFileSync(file('users'), `${ANN.username}:${ANN.password}\n`);
  program = await runProgram(file('log'), ['--name', 'localhost', '--users', file('users'), ...TLS()], {
    ESDB_NODE_ADMIN_PASSWORD: ADMIN.password,
  });
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.dispose()));
  await program.stop();
  removeFolder(dir);
});

function connect(user?: typeof ADMIN, scheme = 'esdb'): EventStoreDBClient {
  const credentials = user ? `${user.username}:${encodeURIComponent(user.password)}@` : '';
  const client = EventStoreDBClient.connectionString(
    `${scheme}://${credentials}localhost:${program.port}?tls=true&tlsCAFile=${file('cert.pem')}`,
  );
  clients.push(client);
  return client;
}

const event = () => jsonEvent({ type: 'Guarded', data: {} });

async function allOf<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of events) all.push(each);
  return all;
}

const countOf = async (events: AsyncIterable<unknown>): Promise<number> => (await allOf(events)).length;

const DENIED = { type: ErrorType.ACCESS_DENIED };

describe('a caller over TLS', () => {
  it('who is the administrator may do everything', async () => {
    const admin = connect(ADMIN);
    await admin.appendToStream('open-1', event());
    expect(await countOf(admin.readStream('open-1'))).toBe(1);
    expect(await countOf(admin.readAll())).toBeGreaterThan(1);
  });

  it('finds the node by discovery under the name in its certificate', async () => {
    const admin = connect(ADMIN, 'esdb+discover');
    await expect(admin.appendToStream('discovered-1', event())).resolves.toMatchObject({ success: true });
  });

  it.each([
    ['without a name', undefined],
    ['with a wrong password', { ...ADMIN, password: 'wrong' }],
    ['with an unknown name', { username: 'bob', password: 'x' }],
  ])('%s may do nothing', async (_title, user) => {
    const client = connect(user);
    await expect(countOf(client.readStream('open-1'))).rejects.toMatchObject(DENIED);
    await expect(client.appendToStream('open-1', event())).rejects.toMatchObject(DENIED);
    await expect(client.deleteStream('open-1')).rejects.toMatchObject(DENIED);
  });

  it('has the credentials of the call before those of the connection', async () => {
    const ann = connect(ANN);
    await expect(ann.appendToStream('$guarded', event(), { credentials: ADMIN })).resolves.toBeDefined();
    await expect(
      ann.appendToStream('open-1', event(), { credentials: { ...ANN, password: 'x' } }),
    ).rejects.toMatchObject(DENIED);
  });
});

describe('a user who is not an administrator', () => {
  it('may use the streams of users, and no system stream', async () => {
    const ann = connect(ANN);
    await ann.appendToStream('ann-1', event());
    await ann.deleteStream('ann-1');
    await expect(ann.appendToStream('$own', event())).rejects.toMatchObject(DENIED);
    await expect(countOf(ann.readStream('$guarded'))).rejects.toMatchObject(DENIED);
    await expect(countOf(ann.readAll())).rejects.toMatchObject(DENIED);
  });

  it('may read $all exactly while its metadata allows it', async () => {
    const admin = connect(ADMIN);
    await admin.setStreamMetadata('$all', { acl: { readRoles: ['ann'] } });
    const ann = connect(ANN);
    expect(await countOf(ann.readAll())).toBeGreaterThan(1);
    const subscription = ann.subscribeToAll();
    const ended = once(subscription, 'error');
    subscription.resume();
    await once(subscription, 'caughtUp');
    await admin.setStreamMetadata('$all', { acl: { readRoles: [] } });
    expect(await ended).toMatchObject([DENIED]);
  });

  it('may do the actions that the list of a stream allows', async () => {
    const admin = connect(ADMIN);
    const ann = connect(ANN);
    const acl = { readRoles: ['ann'], writeRoles: ['$admins'], deleteRoles: ['bob'], metaWriteRoles: ['$admins'] };
    await admin.appendToStream('listed-1', event());
    await admin.setStreamMetadata('listed-1', { acl });
    expect(await countOf(ann.readStream('listed-1'))).toBe(1);
    await expect(ann.appendToStream('listed-1', event())).rejects.toMatchObject(DENIED);
    await expect(ann.appendToStream('listed-1', event(), { credentials: ANN })).rejects.toMatchObject(DENIED);
    await expect(ann.deleteStream('listed-1')).rejects.toMatchObject(DENIED);
    await expect(ann.tombstoneStream('listed-1')).rejects.toMatchObject(DENIED);
    await expect(ann.setStreamMetadata('listed-1', {})).rejects.toMatchObject(DENIED);
    await expect(ann.getStreamMetadata('listed-1')).resolves.toMatchObject({ metadata: { acl } });
    await admin.setStreamMetadata('listed-1', { acl: { ...acl, readRoles: [], metaReadRoles: [] } });
    await expect(countOf(ann.readStream('listed-1'))).rejects.toMatchObject(DENIED);
    await expect(ann.getStreamMetadata('listed-1')).rejects.toMatchObject(DENIED);
    expect(await countOf(admin.readStream('listed-1'))).toBe(1);
  });

  it('sees a link, but nothing of a target without permission', async () => {
    const admin = connect(ADMIN);
    await admin.appendToStream('secret-1', event());
    await admin.setStreamMetadata('secret-1', { acl: { readRoles: ['$admins'] } });
    await admin.appendToStream('links-1', binaryEvent({ type: '$>', data: Buffer.from('0@secret-1') }));
    const read = async (client: EventStoreDBClient) =>
      (await allOf(client.readStream('links-1', { resolveLinkTos: true })))[0];
    expect((await read(admin))?.event?.streamId).toBe('secret-1');
    const seen = await read(connect(ANN));
    expect([seen?.event, seen?.link?.streamId]).toEqual([undefined, 'links-1']);
  });
});

it('a node with TLS ends subscriptions with CANCELLED when it stops, and its client reconnects', async () => {
  const admin = connect(ADMIN);
  const subscription = admin.subscribeToAll();
  const ended = once(subscription, 'error');
  subscription.resume();
  await once(subscription, 'caughtUp');
  const { port } = program;
  expect(await program.stop()).toMatchObject({ code: 0 });
  expect(await ended).toMatchObject([{ type: ErrorType.CANCELLED }]);
  program = await runProgram(file('log'), ['--port', String(port), '--admin-password', ADMIN.password, ...TLS()]);
  await expect(admin.appendToStream('after-1', event())).resolves.toMatchObject({ success: true });
});
