import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeMissing } from '../capture/capabilities.js';
import { selectSource } from '../desktops/select-source.js';
import { X11Display } from '../capture/x11-display.js';
import { replaceFile } from '../spool/durable-file.js';
import { describeDevice } from '../recording/device.js';
import { type SendOutcome, sendBatch } from '../sync/ingest-client.js';
import { describeSkew } from '../sync/server-clock.js';
import { type Target, targetOf } from '../config/target.js';
import { type AgentCommand, type Call, EXIT } from './command.js';

const NO_TYPE = 0;

interface Finding {
  subject: string;
  isGood: boolean;
  /** It works, and leaves something out. */
  isPartial?: boolean;
  finding: string;
}

export const DOCTOR: AgentCommand = {
  name: 'doctor',
  summary: 'Checks desktop, spool and server. It prints one line for each.',
  act: doctor,
};

/**
 * Checks all that recording needs and prints one line for each. Ends with 1 when something is
 * missing.
 */
async function doctor(call: Call): Promise<number> {
  const { settings, print } = call;
  const target = settings.server === undefined ? null : targetOf(settings);
  const findings = [
    ...(await examineDesktop(call)),
    await examineSpool(settings.dataDir),
    ...(await examineServer(target)),
  ];
  for (const { subject, isGood, isPartial, finding } of findings) {
    const mark = isPartial ? 'part' : 'ok  ';
    print(`${isGood ? mark : 'FAIL'} ${subject.padEnd(14)} ${finding}`);
  }
  return findings.every(({ isGood }) => isGood) ? EXIT.good : EXIT.problem;
}

async function examineDesktop({ platform, env, settings }: Call): Promise<Finding[]> {
  const selected = await selectSource({ platform, env, display: settings.display });
  if ('unsupported' in selected) return [{ subject: 'desktop', isGood: false, finding: selected.unsupported }];
  const { source, warning, display } = selected;
  const findings: Finding[] = [{ subject: 'desktop', isGood: true, finding: `${platform}, ${source.name}` }];
  for (const finding of describeMissing(source.capabilities))
    findings.push({ subject: 'desktop', isGood: true, isPartial: true, finding });
  if (warning !== undefined) findings.push({ subject: 'session', isGood: false, finding: warning });
  return display === undefined ? findings : [...findings, ...(await examineDisplay(display))];
}

async function examineDisplay(name: string): Promise<Finding[]> {
  const subject = 'display';
  let display: X11Display;
  try {
    display = await X11Display.open(name);
  } catch (error) {
    return [{ subject, isGood: false, finding: (error as Error).message }];
  }
  try {
    const active = await display.property(display.root, await display.atom('_NET_ACTIVE_WINDOW'));
    const hasActive = active.type !== NO_TYPE;
    const hasIdle = (await display.idleCounter()) !== null;
    return [
      { subject, isGood: true, finding: `${name} answers` },
      { subject: 'active window', isGood: hasActive, finding: hasActive ? 'known' : 'no window manager tells it' },
      { subject: 'idle time', isGood: hasIdle, finding: hasIdle ? 'counted' : 'not counted: absence is not seen' },
    ];
  } catch (error) {
    return [{ subject, isGood: false, finding: (error as Error).message }];
  } finally {
    display.close();
  }
}

async function examineSpool(dataFolder: string): Promise<Finding> {
  const probe = join(dataFolder, `doctor-${randomUUID()}`);
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await replaceFile(probe, 'writable');
    await rm(probe);
    return { subject: 'spool', isGood: true, finding: `${dataFolder} can be written` };
  } catch (error) {
    return { subject: 'spool', isGood: false, finding: (error as Error).message };
  }
}

/** Sends an empty list of activities: the answer shows whether the server accepts the key. */
async function examineServer(target: Target | null): Promise<Finding[]> {
  const subject = 'server';
  if (target === null) return [{ subject, isGood: true, finding: 'not checked: give --server' }];
  const destination = { ...target, device: describeDevice(randomUUID()) };
  const outcome = await sendBatch(destination, [], new AbortController().signal);
  const clock = 'skewMs' in outcome ? examineClock(outcome.skewMs) : [];
  return [{ subject, ...serverFinding(outcome) }, ...clock];
}

function serverFinding(outcome: SendOutcome): Omit<Finding, 'subject'> {
  switch (outcome.type) {
    case 'acknowledged':
      return { isGood: true, finding: 'reachable, key accepted' };
    case 'key-refused':
      return {
        isGood: false,
        finding: `reachable, but it refuses the key (${outcome.reason}): is it of the kind agent?`,
      };
    case 'too-large':
    case 'failed': {
      // The server checks the key first, so a refusal of the empty list means a good key.
      const isKeyTaken = outcome.type === 'failed' && outcome.status === 400;
      if (isKeyTaken) return { isGood: true, finding: 'reachable, key accepted' };
      return { isGood: false, finding: outcome.type === 'failed' ? outcome.reason : 'takes no call' };
    }
  }
}

function examineClock(skewMs: number | undefined): Finding[] {
  if (skewMs === undefined) return [];
  const skew = describeSkew(skewMs);
  const finding =
    skew === null ? 'agrees with the server' : `${skew}: the agent corrects times, but set the clock right`;
  return [{ subject: 'clock', isGood: skew === null, finding }];
}
