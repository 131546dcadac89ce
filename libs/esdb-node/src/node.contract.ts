import { ErrorType, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startNode } from './start-node.js';
import { removeFolder, temporaryFolder } from './testing/node-under-test.js';
import { runProgram } from './testing/program-run.js';

/** Starting, stopping and refusing to start. */

let dir: string;
beforeEach(() => (dir = temporaryFolder()));
afterEach(() => removeFolder(dir));

describe('a node', () => {
  it('keeps its events over a restart, and starts with them visible', async () => {
    const first = await startNode({ dir });
    const writer = EventStoreDBClient.connectionString(first.connectionString);
    await writer.appendToStream('kept-1', [jsonEvent({ type: 'Kept', data: {} })]);
    await writer.dispose();
    await first.close();

    const second = await startNode({ dir });
    const reader = EventStoreDBClient.connectionString(second.connectionString);
    const next = await reader.appendToStream('kept-1', [jsonEvent({ type: 'Kept', data: {} })], {
      expectedRevision: 0n,
    });
    expect(next.nextExpectedRevision).toBe(1n);
    const seen: string[] = [];
    for await (const { event } of reader.readAll()) if (event) seen.push(`${event.type}@${event.revision}`);
    expect(seen).toEqual(['$metadata@0', 'Kept@0', 'Kept@1']);
    await reader.dispose();
    await second.close();
  });

  it('that stops ends a subscription with CANCELLED, so that a client reconnects', async () => {
    const node = await startNode({ dir });
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const subscription = client.subscribeToAll();
    const ended = once(subscription, 'error');
    await expect(once(subscription, 'caughtUp')).resolves.toBeDefined();
    subscription.resume();
    await node.close();
    expect(await ended).toMatchObject([{ type: ErrorType.CANCELLED }]);
    await client.dispose();
  });

  it('removes deleted events from every file and from $all by a scavenge, and goes on', async () => {
    const node = await startNode({ dir });
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const event = (text: string) => jsonEvent({ type: 'Told', data: { text } });
    await client.appendToStream('gone-1', event('a word that must go'));
    await client.appendToStream('kept-1', event('a word that must stay'));
    await client.deleteStream('gone-1');

    const { removedEvents, keptEvents } = await node.scavenge();
    expect(removedEvents).toBe(1);
    expect(keptEvents).toBeGreaterThan(1);
    await client.appendToStream('gone-1', event('another word'), { expectedRevision: 0n });
    const told: unknown[] = [];
    for await (const { event: each } of client.readAll()) if (each?.type === 'Told') told.push(each.data);
    expect(told).toEqual([{ text: 'a word that must stay' }, { text: 'another word' }]);
    await client.dispose();
    await node.close();

    const bytes = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    expect(bytes.some((file) => file.includes('a word that must stay'))).toBe(true);
    expect(bytes.some((file) => file.includes('a word that must go'))).toBe(false);
  });

  it.each([
    ['127.0.0.1', 'esdb'],
    ['127.0.0.1', 'esdb+discover'],
    ['localhost', 'esdb'],
    ['localhost', 'esdb+discover'],
  ])('on %s answers %s:// and takes a folder with a dot in its name', async (host, scheme) => {
    const node = await startNode({ dir: join(dir, 'log.d'), host });
    const client = EventStoreDBClient.connectionString(node.connectionString.replace('esdb', scheme));
    await expect(client.appendToStream('found-1', jsonEvent({ type: 'Found', data: {} }))).resolves.toBeDefined();
    await client.dispose();
    await node.close();
  });

  it('may be closed twice', async () => {
    const node = await startNode({ dir });
    await node.close();
    await node.close();
  });

  it('refuses a host that is not loopback', async () => {
    await expect(startNode({ dir, host: '0.0.0.0' })).rejects.toThrow('listens on loopback only');
  });

  it('refuses a folder that another node uses, and takes it after that node closed', async () => {
    const first = await startNode({ dir });
    await expect(startNode({ dir })).rejects.toThrow(`Another node is using the folder ${dir}.`);
    await first.close();
    const second = await startNode({ dir });
    await second.close();
  });

  it('refuses a taken port, or takes the next free port when asked to', async () => {
    const otherServer = createServer().listen(0, '127.0.0.1');
    await once(otherServer, 'listening');
    const { port } = otherServer.address() as { port: number };
    await expect(startNode({ dir, port })).rejects.toThrow(`Port ${port} is in use.`);
    const node = await startNode({ dir, port, portFallsForward: true });
    expect(node.port).toBeGreaterThan(port);
    await node.close();
    otherServer.close();
  });
});

describe('the program', () => {
  it.each([
    [['--admin-password', 'x'], 2, 'error: Users need TLS'],
    [['--port', '70000'], 2, "argument '70000' is invalid. It is not a port number."],
    [['--host', '0.0.0.0'], 1, 'listens on loopback only'],
    [['--dir', '/dev/null/log'], 1, 'ENOTDIR'],
  ])('with %p ends with code %d and its reason: %s', async (options, exitCode, message) => {
    const { code, stderr } = await (await runProgram(dir, options)).ended;
    expect(code).toBe(exitCode);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(exitCode === 1 ? 1 : 2);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('prints its port, and stops with code 0 on %s', async (signal) => {
    const program = await runProgram(dir);
    expect(program.port).toBeGreaterThan(0);
    expect(await program.stop(signal)).toEqual({ code: 0, signal: null, stderr: '' });
  });
});
