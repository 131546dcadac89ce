import { type Koffi, type System } from './system.js';

/** LASTINPUTINFO: its size, then the tick count of the last input. */
const LAST_INPUT_BYTES = 8;
const TICKS_AT = 4;
const ALL_TICKS = 2 ** 32;
/** An input may be stamped a moment after "now": the stamp and the clock are read apart. */
const AHEAD_MS = 60_000;

const CURRENT_SESSION = 0xffff_ffff;
const SESSION_INFO_EX = 25;
/** WTSINFOEX: level (4), 4 of filling, session id (4), state (4), flags (4). */
const SESSION_BYTES = 20;
const [STATE_AT, FLAGS_AT] = [12, 16];
const DISCONNECTED = 4;

/**
 * Milliseconds between two readings of the tick count of Windows. It counts milliseconds in 32 bits
 * and begins again after 49.7 days. An input that is stamped up to a minute ahead is now.
 */
export function idleOfTicks(nowTicks: number, inputTicks: number): number {
  const elapsed = (nowTicks - inputTicks) >>> 0;
  return elapsed > ALL_TICKS - AHEAD_MS ? 0 : elapsed;
}

/**
 * Whether a session is locked or disconnected, by the first bytes of its WTSINFOEX. Null when the
 * bytes do not tell. Source: WTSINFOEX_LEVEL1_W of Microsoft's wtsapi32.h; the flags that
 * Windows 7 has reversed need no care, because Node 20 does not run there.
 */
export function awayOfSession(bytes: ArrayLike<number>): boolean | null {
  const info = Buffer.from(Array.from(bytes));
  if (info.length < SESSION_BYTES || info.readUInt32LE(0) !== 1) return null;
  if (info.readInt32LE(STATE_AT) === DISCONNECTED) return true;
  const flags = info.readInt32LE(FLAGS_AT);
  if (flags === 0) return true;
  return flags === 1 ? false : null;
}

/** Asks Windows. Throws when one of its libraries cannot be loaded. */
export function windowsSystem(koffi: Koffi, env: NodeJS.ProcessEnv): System {
  // By its whole path: Windows would look for other libraries beside the program first.
  const library = (name: string) => koffi.load(`${env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\${name}.dll`);
  const getLastInput = library('user32').func('int __stdcall GetLastInputInfo(void *info)');
  const getTicks = library('kernel32').func('uint32_t __stdcall GetTickCount()');
  const sessions = library('wtsapi32');
  const querySession = sessions.func(
    'int __stdcall WTSQuerySessionInformationW(void *server, uint32_t session, int what, _Out_ void **bytes, _Out_ uint32_t *count)',
  );
  const free = sessions.func('void __stdcall WTSFreeMemory(void *bytes)');
  return {
    idleMs: () => {
      const info = Buffer.alloc(LAST_INPUT_BYTES);
      info.writeUInt32LE(LAST_INPUT_BYTES, 0);
      return getLastInput(info) === 0 ? null : idleOfTicks(getTicks() as number, info.readUInt32LE(TICKS_AT));
    },
    isAway: () => {
      const [pointer, count]: [unknown[], number[]] = [[null], [0]];
      if (querySession(null, CURRENT_SESSION, SESSION_INFO_EX, pointer, count) === 0 || !pointer[0]) return null;
      try {
        return awayOfSession(koffi.decode(pointer[0], 'uint8_t', Math.min(count[0] ?? 0, SESSION_BYTES)));
      } finally {
        free(pointer[0]);
      }
    },
    mayMinimise: () => true,
    takeNews: () => undefined,
  };
}
