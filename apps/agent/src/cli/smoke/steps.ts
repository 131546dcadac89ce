import { setTimeout as pause } from 'node:timers/promises';
import { isLockScreen } from '../../capture/lock-screens.js';
import { shown } from '../command/texts.js';
import { type Desk, type Front } from './desk.js';

const SWITCHES = 5;
const FIRST_WINDOW_MS = 2_000;
const IDLE_MS = 5_000;
const BACK_MS = 2_000;
const ASK_EVERY_MS = 250;
const BEFORE_MINIMISING_MS = 5_000;

/** What a step has shown. */
export interface Outcome {
  what: string;
  isSeen: boolean;
  finding: string;
}

export interface Surroundings {
  desk: Desk;
  /** The person has this long for a step. */
  limitMs: number;
  /** Titles are private: they are shown only when the person asks for them. */
  showsTitles: boolean;
  print: (line: string) => void;
}

type Step = (surroundings: Surroundings) => Promise<Outcome>;

/** A window as it may be pasted into a public page. */
function described({ application, title = '' }: Front, showsTitles: boolean): string {
  if (title === '') return `${shown(application)}, no title`;
  return `${shown(application)}, ${showsTitles ? shown(title) : `a title of ${title.length} characters`}`;
}

const adapter: Step = async ({ desk, limitMs }) => {
  const isSeen = await desk.becomes(() => desk.isReady, limitMs);
  // The window that is in front already is no switch.
  if (isSeen) await desk.becomes(() => desk.front !== null, FIRST_WINDOW_MS);
  return { what: 'adapter', isSeen, finding: isSeen ? desk.source.name : 'the desktop does not answer' };
};

const windows: Step = async ({ desk, limitMs, showsTitles, print }) => {
  print(`Switch to another window, ${SWITCHES} times. Stay two seconds in each.`);
  const visited = new Set<number>();
  let switches = 0;
  let last = desk.front?.type === 'active' ? desk.front.window : null;
  const watching = desk.seen.subscribe(() => {
    if (desk.front?.type !== 'active' || desk.front.window === last || switches === SWITCHES) return;
    last = desk.front.window;
    switches += 1;
    visited.add(last);
    print(`  ${switches}. ${described(desk.front, showsTitles)}`);
  });
  const isSeen = await desk.becomes(() => switches === SWITCHES, limitMs);
  watching.unsubscribe();
  return { what: 'windows', isSeen, finding: `${switches} switches, ${visited.size} windows` };
};

const idle: Step = async ({ desk, limitMs, print }) => {
  const what = 'idle time';
  if (!desk.source.capabilities.idle) return { what, isSeen: false, finding: 'this desktop does not count it' };
  print(`Touch nothing for ${IDLE_MS / 1_000} seconds.`);
  const isCounted = await idleIs(desk, (idleMs) => idleMs >= IDLE_MS, limitMs);
  if (!isCounted) return { what, isSeen: false, finding: `never ${IDLE_MS / 1_000} s without input` };
  print('Now press a key, or move the pointer.');
  const isBack = await idleIs(desk, (idleMs) => idleMs < BACK_MS, limitMs);
  return { what, isSeen: isBack, finding: isBack ? 'counted, and ended by input' : 'counted, but no input ends it' };
};

async function idleIs(desk: Desk, isSo: (idleMs: number) => boolean, limitMs: number): Promise<boolean> {
  for (const endMs = performance.now() + limitMs; performance.now() < endMs; await pause(ASK_EVERY_MS)) {
    const idleMs = await desk.source.idleMs().catch(() => null);
    if (idleMs !== null && isSo(idleMs)) return true;
  }
  return false;
}

/** A desktop that tells locks reports no window then. Elsewhere a lock program must be in front. */
const lock: Step = async ({ desk, limitMs, print }) => {
  const what = 'lock';
  const program = () => (desk.front?.type === 'active' && isLockScreen(desk.front.application) ? desk.front : null);
  let by = '';
  const isLocked = () => {
    if (desk.source.capabilities.lock && desk.front?.type === 'none') by ||= 'told by the system';
    by ||= program() === null ? '' : `the window of ${program()?.application} in front`;
    return by !== '';
  };
  print('Lock the screen, wait three seconds, and unlock it.');
  if (!(await desk.becomes(isLocked, limitMs))) return { what, isSeen: false, finding: 'no lock was seen' };
  print(`  locked: ${by}`);
  const isOpen = await desk.becomes(() => desk.front?.type === 'active' && program() === null, limitMs);
  return { what, isSeen: isOpen, finding: isOpen ? `${by}, and its end` : `${by}, but no end of it` };
};

const minimise: Step = async ({ desk, print }) => {
  const what = 'minimising';
  const { actuator } = desk.source;
  if (actuator === undefined) return { what, isSeen: false, finding: 'not possible here' };
  print(`Bring a window to the front. It is minimised in ${BEFORE_MINIMISING_MS / 1_000} seconds.`);
  await pause(BEFORE_MINIMISING_MS);
  const { front } = desk;
  if (front?.type !== 'active') return { what, isSeen: false, finding: 'no window was in front' };
  try {
    await actuator.minimize(front.window);
  } catch (error) {
    return { what, isSeen: false, finding: `refused: ${(error as Error).message}` };
  }
  const isGone = () => desk.front?.type !== 'active' || desk.front.window !== front.window;
  const isSeen = await desk.becomes(isGone, BEFORE_MINIMISING_MS);
  return { what, isSeen, finding: `${shown(front.application)} ${isSeen ? 'left' : 'stayed in'} the front` };
};

/** All steps, in order. The first one must go well. */
export const STEPS: readonly Step[] = [adapter, windows, idle, lock, minimise];
