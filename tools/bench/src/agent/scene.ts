import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../../../apps/agent/src/testing/until.js';
import { type XvfbDesktop } from '../../../../apps/agent/src/testing/xvfb-desktop.js';

const SWITCH_MS = 2_000;
const QUICK_SWITCH_MS = 100;
const FRAME_SECONDS = 0.1;
const START_LIMIT_MS = 60_000;

/** What happens on the desktop while the agent is measured. */
export interface Scene {
  readonly name: string;
  /** Lets it happen for this time. Resolves to how often: switches or titles, or 0. */
  play(milliseconds: number): Promise<number>;
  /** Lets it happen more often, until Node has compiled what it runs. */
  warmUp(milliseconds: number): Promise<unknown>;
}

/** The three scenes. `desktop` shows two windows, and `titled` when it has to. */
export async function scenesOn(desktop: XvfbDesktop): Promise<Scene[]> {
  const one = await openWindow(desktop, { application: 'Editor', title: 'draft', command: 'sleep 86400' });
  const two = await openWindow(desktop, { application: 'Mail', title: 'inbox', command: 'sleep 86400' });
  return [
    { name: 'nothing happens', play: async (milliseconds) => (await pause(milliseconds), 0), warmUp: pause },
    {
      name: 'a switch every 2 s',
      play: (milliseconds) => switching(desktop, [one, two], { milliseconds, everyMs: SWITCH_MS }),
      warmUp: (milliseconds) => switching(desktop, [one, two], { milliseconds, everyMs: QUICK_SWITCH_MS }),
    },
    {
      name: '10 titles a second',
      play: (milliseconds) => movingTitle(desktop, milliseconds),
      warmUp: (milliseconds) => movingTitle(desktop, milliseconds),
    },
  ];
}

/** A person goes from one window to the other, and types. */
async function switching(desktop: XvfbDesktop, windows: readonly string[], time: Time): Promise<number> {
  let switches = 0;
  await everySwitch(time, () => {
    desktop.xdotool('windowactivate', windows[(switches += 1) % windows.length] ?? '');
    desktop.press();
  });
  return switches;
}

/** A program counts in the title of its window. A person types into it. */
async function movingTitle(desktop: XvfbDesktop, milliseconds: number): Promise<number> {
  const frame = `n=$((n+1)); printf '\\033]0;build %d\\007' $n; sleep ${FRAME_SECONDS}`;
  const command = `n=0; while :; do ${frame}; done`;
  const window = await openWindow(desktop, { application: 'Builder', title: 'build', command });
  const shown = () => Number(/\d+$/.exec(desktop.xdotool('getwindowname', window) ?? '')?.[0] ?? 0);
  const before = shown();
  await everySwitch({ milliseconds, everyMs: SWITCH_MS }, () => desktop.press());
  return shown() - before;
}

interface Time {
  readonly milliseconds: number;
  readonly everyMs: number;
}

async function everySwitch({ milliseconds, everyMs }: Time, act: () => void): Promise<void> {
  const endMs = performance.now() + milliseconds;
  for (let nextMs = performance.now(); nextMs < endMs; nextMs += everyMs) {
    await pause(Math.max(0, nextMs - performance.now()));
    act();
  }
  await pause(Math.max(0, endMs - performance.now()));
}

interface Opened {
  application: string;
  title: string;
  command: string;
}

/** Opens a terminal under another name. Resolves to its window when that is in front. */
async function openWindow(desktop: XvfbDesktop, { application, title, command }: Opened): Promise<string> {
  desktop.run('xterm', '-class', application, '-T', title, '-e', 'sh', '-c', command);
  await until(`the window ${title}`, () => desktop.isActive(title), START_LIMIT_MS);
  return desktop.xdotool('getactivewindow') ?? '';
}
