import { type Koffi, type System } from './system.js';

const FRAMEWORKS = '/System/Library/Frameworks';
const UTF8 = 0x0800_0100;
const SINT32 = 3;
/** Events of the hardware. Those that programs make are not input. */
const HARDWARE = 1;
const ANY_INPUT = 0xffff_ffff;
const HANDLED_NEWS = 4;
const MOST_NEWS = 20;

/** What the dictionary of a session says. Undefined: it says nothing about it. */
export interface SessionFlags {
  isLocked: boolean | undefined;
  hasScreen: boolean | undefined;
}

/**
 * Whether a session of macOS is locked, or another user has the screen. The key of the lock is only
 * there while the screen is locked. No session: null.
 */
export function awayOfFlags(flags: SessionFlags | null): boolean | null {
  return flags === null ? null : flags.isLocked === true || flags.hasScreen === false;
}

/** Seconds of CGEventSourceSecondsSinceLastEventType in milliseconds. Null when they are none. */
export function idleOfSeconds(seconds: number): number | null {
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1_000) : null;
}

/**
 * Asks macOS. Throws when one of its frameworks cannot be loaded.
 *
 * `takeNews` runs the event loop of the main thread. macOS tells a process there which application
 * is active. Without it the window in front would stay the one of the start.
 */
export function macosSystem(koffi: Koffi): System {
  const core = koffi.load(`${FRAMEWORKS}/CoreFoundation.framework/CoreFoundation`);
  const graphics = koffi.load(`${FRAMEWORKS}/CoreGraphics.framework/CoreGraphics`);
  const services = koffi.load(`${FRAMEWORKS}/ApplicationServices.framework/ApplicationServices`);
  const makeText = core.func('void *CFStringCreateWithCString(void *allocator, const char *text, uint32_t encoding)');
  const runLoop = core.func('int CFRunLoopRunInMode(void *mode, double seconds, uint8_t untilNews)');
  const since = graphics.func('double CGEventSourceSecondsSinceLastEventType(int source, uint32_t type)');
  const copySession = graphics.func('void *CGSessionCopyCurrentDictionary()');
  const release = core.func('void CFRelease(void *object)');
  const isTrusted = services.func('uint8_t AXIsProcessTrusted()');
  const flagIn = readerOfFlags(core);
  const text = (value: string) => makeText(null, value, UTF8);
  const mode = text('kCFRunLoopDefaultMode');
  const [lockedKey, screenKey] = [text('CGSSessionScreenIsLocked'), text('kCGSSessionOnConsoleKey')];
  return {
    idleMs: () => idleOfSeconds(since(HARDWARE, ANY_INPUT) as number),
    isAway: () => {
      const session = copySession();
      if (!session) return awayOfFlags(null);
      const flags = { isLocked: flagIn(session, lockedKey), hasScreen: flagIn(session, screenKey) };
      release(session);
      return awayOfFlags(flags);
    },
    mayMinimise: () => isTrusted() !== 0,
    takeNews: () => {
      for (let news = 0; news < MOST_NEWS && runLoop(mode, 0, 1) === HANDLED_NEWS; news++);
    },
  };
}

/** Reads a yes or no from a dictionary. It may be kept as a number. */
function readerOfFlags(core: ReturnType<Koffi['load']>) {
  const valueOf = core.func('void *CFDictionaryGetValue(void *dictionary, void *key)');
  const typeOf = core.func('unsigned long CFGetTypeID(void *object)');
  const flagType = core.func('unsigned long CFBooleanGetTypeID()')();
  const isTrue = core.func('uint8_t CFBooleanGetValue(void *flag)');
  const readNumber = core.func('uint8_t CFNumberGetValue(void *number, long type, _Out_ int *value)');
  return (dictionary: unknown, key: unknown): boolean | undefined => {
    const value = valueOf(dictionary, key);
    if (!value) return undefined;
    if (String(typeOf(value)) === String(flagType)) return isTrue(value) !== 0;
    const number = [0];
    return readNumber(value, SINT32, number) === 0 ? undefined : number[0] !== 0;
  };
}
