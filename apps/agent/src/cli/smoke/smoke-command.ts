import { arch, release } from 'node:os';
import { describeMissing } from '../../capture/capabilities.js';
import { VERSION } from '../../config/version.js';
import { selectSource } from '../../desktops/select-source.js';
import { type AgentCommand, type Call, EXIT, WrongUsage } from '../command/command.js';
import { Desk } from './desk.js';
import { type Outcome, STEPS } from './steps.js';

const USUAL_SECONDS = 30;
const MOST_SECONDS = 600;

export const SMOKE: AgentCommand = {
  name: 'smoke',
  summary: 'Checks with you, in a minute, what the agent sees of this desktop. Paste its output.',
  flags: [
    ['--titles', 'shows titles of windows too'],
    ['--seconds <number>', `time for each step (default: ${USUAL_SECONDS})`],
  ],
  act: smoke,
};

/** Asks the person to act, and prints what was seen. Ends with 1 when something was not. */
async function smoke(call: Call): Promise<number> {
  const { platform, env, program, settings, flags, print } = call;
  const limitMs = secondsOf(flags['seconds']) * 1_000;
  print(`agent ${VERSION}, ${platform} ${release()} ${arch()}, Node ${process.versions.node}`);
  const selected = await selectSource({ platform, env, program, display: settings.display });
  if ('unsupported' in selected) {
    print(`NOT SEEN  adapter     ${selected.unsupported}`);
    return EXIT.problem;
  }
  if (selected.warning !== undefined) print(selected.warning);
  for (const missing of describeMissing(selected.source.capabilities)) print(missing);
  const desk = new Desk(selected.source);
  desk.seen.subscribe((report) => {
    if (report.type === 'lost') print(`  the desktop is lost: ${report.reason}`);
    if (report.type === 'notice') print(`  ${report.message}`);
  });
  const outcomes: Outcome[] = [];
  try {
    for (const step of STEPS) {
      outcomes.push(await step({ desk, limitMs, showsTitles: flags['titles'] === true, print }));
      if (!desk.isReady) break;
    }
  } finally {
    desk.close();
  }
  for (const { what, isSeen, finding } of outcomes)
    print(`${isSeen ? 'seen    ' : 'NOT SEEN'}  ${what.padEnd(11)} ${finding}`);
  return outcomes.every(({ isSeen }) => isSeen) ? EXIT.good : EXIT.problem;
}

function secondsOf(given: unknown): number {
  const seconds = given === undefined ? USUAL_SECONDS : Number(given);
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds;
  throw new WrongUsage(`--seconds takes a number from 1 to ${MOST_SECONDS}`);
}
