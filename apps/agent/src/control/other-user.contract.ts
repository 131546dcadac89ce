import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { holdFolder } from '../spool/hold-folder.js';
import { makeOwnFolder } from '../spool/own-folder.js';
import { itWhen } from '../testing/it-when.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { type Answers, openControl } from './control-server.js';

/** A user without any files. */
const STRANGER = 65_534;
/** Prints what a connection to a socket gives. */
const CONNECT = `
  const socket = require('node:net').connect(process.argv[1], () => socket.end('{"ask":"state"}\\n'));
  socket.on('data', (chunk) => process.stdout.write(chunk));
  socket.on('error', ({ code }) => process.stdout.write(code));`;

async function connectAs(user: number, path: string): Promise<string> {
  const child = spawn(process.execPath, ['-e', CONNECT, path], { uid: user, gid: user, cwd: '/', env: {} });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return text;
}

const asRoot = itWhen(process.getuid?.() === 0, 'the sockets under another user', 'root');
asRoot('another user of the machine reaches neither socket, whatever the umask of the agent is', () =>
  withTemporaryFolder(async (parent) => {
    await chmod(parent, 0o755);
    const folder = join(parent, 'data');
    const umask = process.umask(0);
    try {
      await makeOwnFolder(folder);
      const hold = await holdFolder(folder);
      const answers = { state: async () => ({ secret: 'a title' }) } as unknown as Answers;
      const control = await openControl(folder, answers, { tail: new Subject() });
      for (const name of ['control.sock', 'agent.sock']) {
        expect(await connectAs(STRANGER, join(folder, name))).toBe('EACCES');
        expect(await connectAs(0, join(folder, name))).not.toBe('EACCES');
      }
      await control?.close();
      await hold?.release();
    } finally {
      process.umask(umask);
    }
  }),
);
