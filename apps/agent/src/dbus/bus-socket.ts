import { createConnection, type Socket } from 'node:net';

const CONNECT_LIMIT_MS = 10_000;
const LONGEST_LINE = 1_024;

/**
 * Connects to the first address of a list that answers (`unix:path=/run/user/1000/bus;...`), and
 * logs in as the user of this process. Only sockets of this machine are known.
 * Source: D-Bus specification, "Server Addresses" and "Authentication Protocol".
 */
export async function openBusSocket(addresses: string): Promise<Socket> {
  let reason = new Error(`no address of a socket: ${addresses}`);
  for (const address of addresses.split(';')) {
    const path = pathOf(address);
    if (path === null) continue;
    try {
      return await logIn(createConnection({ path }));
    } catch (error) {
      reason = error as Error;
    }
  }
  throw reason;
}

/** `unix:path=/a%20b,guid=1` -> `/a b`. Abstract sockets start with a zero byte. */
function pathOf(address: string): string | null {
  if (!address.startsWith('unix:')) return null;
  const parts = new Map(
    address
      .slice('unix:'.length)
      .split(',')
      .map((part) => part.split('=', 2) as [string, string]),
  );
  const abstract = parts.get('abstract');
  const path = parts.get('path') ?? (abstract === undefined ? undefined : `\0${abstract}`);
  return path === undefined || path === '' ? null : unescaped(path);
}

const unescaped = (text: string) =>
  text.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** Resolves when the bus has accepted this process. Destroys the socket on any other end. */
function logIn(socket: Socket): Promise<Socket> {
  const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
  return new Promise((resolve, reject) => {
    let answer = '';
    const fail = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(new Error('the bus does not answer')), CONNECT_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      if (answer.length > LONGEST_LINE) fail(new Error('the bus speaks another protocol'));
      if (!answer.includes('\r\n')) return;
      if (!answer.startsWith('OK ')) return fail(new Error('the bus refuses this user'));
      clearTimeout(timer);
      socket.off('data', read).off('error', fail).off('close', closed).pause();
      socket.write('BEGIN\r\n');
      resolve(socket);
    };
    const closed = (): void => fail(new Error('the bus closed the connection'));
    socket.on('data', read).on('error', fail).on('close', closed);
    socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  });
}
