import { createConnection } from 'node:net';
import { type WindowActuator } from '../capture/activity-source.js';

const MAGIC = 'i3-ipc';
const RUN_COMMAND = 0;
const HEADER_BYTES = 14;
const LONGEST_ANSWER = 65_536;
const ANSWER_LIMIT_MS = 2_000;

/**
 * Hides the window that has the focus in sway's scratchpad: sway does not minimise. The person gets
 * it back by sway's own key for the scratchpad. Source: `man 7 sway-ipc`.
 */
export function swayActuator(socket: string, isActive: (window: number) => boolean): WindowActuator {
  return {
    minimize: async (window) => {
      // sway knows windows by other numbers. The one with the focus is the same for both.
      if (!isActive(window)) throw new Error('the window does not have the focus');
      const answer = await runCommand(socket, '[con_id=__focused__] move scratchpad');
      if (!answer.includes('"success": true')) throw new Error(`sway refuses: ${answer.slice(0, 200)}`);
    },
  };
}

function runCommand(path: string, command: string): Promise<string> {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write(MAGIC);
  head.writeUInt32LE(Buffer.byteLength(command), 6);
  head.writeUInt32LE(RUN_COMMAND, 10);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path });
    let answer = Buffer.alloc(0);
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      act();
    };
    const timer = setTimeout(() => finish(() => reject(new Error('sway does not answer'))), ANSWER_LIMIT_MS);
    socket.on('error', (error) => finish(() => reject(error)));
    socket.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      const length = answer.length < HEADER_BYTES ? Infinity : HEADER_BYTES + answer.readUInt32LE(6);
      if (answer.length > LONGEST_ANSWER) finish(() => reject(new Error('sway speaks another protocol')));
      else if (answer.length >= length) finish(() => resolve(answer.toString('utf8', HEADER_BYTES)));
    });
    socket.write(Buffer.concat([head, Buffer.from(command)]));
  });
}
