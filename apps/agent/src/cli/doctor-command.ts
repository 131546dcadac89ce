import { randomUUID } from 'node:crypto';
import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { describeMissing } from '../capture/capabilities.js';
import { selectSource } from '../desktops/select-source.js';
import { X11Display } from '../capture/x11-display.js';
import { replaceFile } from '../spool/durable-file.js';
import { makeOwnFolder } from '../spool/own-folder.js';
import { describeDevice } from '../recording/device.js';
import { type SendOutcome, sendBatch } from '../sync/ingest-client.js';
import { proxyVariables } from '../calls/outward.js';
import { describeSkew } from '../sync/server-clock.js';
import { isPlainRemote, type Target, targetOf } from '../config/target.js';
import { askAgent } from '../control/control-client.js';
import { type AgentCommand, type Call, EXIT, JSON_FLAG } from './command/command.js';
import { keyPlaceOf, keyText } from './command/key-place.js';
import { shown } from './command/texts.js';
import { examineExtension } from './running/agent-state.js';
import { extensionLines } from './running/status-command.js';

interface Finding {
  subject: string;
  isGood: boolean;
  /** It works, and leaves something out. */
  isPartial?: boolean;
  finding: string;
}

export const DOCTOR: AgentCommand = {
  name: 'doctor',
  summary: 'Checks desktop, display, disk, proxy, server, key and clock. It prints one line for each.',
  flags: [JSON_FLAG],
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
    ...(await examineRoom(settings.dataDir)),
    ...examineProxy(call.env),
    examineKey(call),
    ...(await examinePort(call)),
    ...(await examineServer(target)),
  ];
  const code = findings.every(({ isGood }) => isGood) ? EXIT.good : EXIT.problem;
  if (call.flags['json']) {
    print(JSON.stringify({ isGood: code === EXIT.good, findings }, null, 2));
    return code;
  }
  for (const { subject, isGood, isPartial, finding } of findings) {
    const mark = isPartial ? 'part' : 'ok  ';
    print(`${isGood ? mark : 'FAIL'} ${subject.padEnd(14)} ${shown(finding)}`);
  }
  return code;
}

async function examineDesktop({ platform, env, program, settings }: Call): Promise<Finding[]> {
  const selected = await selectSource({ platform, env, program, display: settings.display });
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
    const hasActive = await display.tellsActiveWindow();
    const hasIdle = (await display.idleCounter()) !== null;
    return [
      { subject, isGood: true, finding: `${name} answers` },
      { subject: 'active window', isGood: hasActive, finding: hasActive ? 'told' : 'no window manager tells it' },
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
    await makeOwnFolder(dataFolder);
    await replaceFile(probe, 'writable');
    await rm(probe);
    return { subject: 'spool', isGood: true, finding: `${dataFolder} can be written` };
  } catch (error) {
    return { subject: 'spool', isGood: false, finding: (error as Error).message };
  }
}

const LEAST_FREE_BYTES = 250 * 1_048_576;

/** The spool alone may grow to 200 MB. */
async function examineRoom(dataFolder: string): Promise<Finding[]> {
  const disk = await statfs(dataFolder).catch(() => null);
  if (disk === null) return [];
  const free = disk.bavail * disk.bsize;
  const finding = `${Math.floor(free / 1_048_576)} MB free`;
  return [{ subject: 'disk', isGood: free >= LEAST_FREE_BYTES, finding }];
}

function examineKey(call: Call): Finding {
  const key = keyPlaceOf(call);
  const finding = key.warning ?? keyText(key);
  return { subject: 'key', isGood: key.kind === null || key.warning === null, isPartial: key.kind === null, finding };
}

/** The port for the browser extension, and who has it. An agent that does not run has none open. */
async function examinePort(call: Call): Promise<Finding[]> {
  const running = await askAgent(call.settings.dataDir, 'state', null).catch(() => null);
  const facts = await examineExtension(call, running);
  const isHeld = facts.holder !== null;
  return extensionLines(facts).map((finding) => ({
    ...{ subject: 'extension', isGood: !isHeld, finding },
    isPartial: facts.port === 0 || (!isHeld && !facts.isOpen) || facts.paired.length === 0,
  }));
}

/** The address of a proxy may hold a password, so only the name of the variable is told. */
function examineProxy(env: NodeJS.ProcessEnv): Finding[] {
  const set = proxyVariables(env);
  return set.length === 0 ? [] : [{ subject: 'proxy', isGood: true, finding: `by ${set.join(', ')}` }];
}

/** A key that crosses a network readable can be copied. */
function examineAddress({ server }: Target): Finding[] {
  if (!isPlainRemote(server)) return [];
  const finding = 'http:// sends the key and all titles readable; use https://';
  return [{ subject: 'address', isGood: false, finding }];
}

/** Sends an empty list of activities: the answer shows whether the server accepts the key. */
async function examineServer(target: Target | null): Promise<Finding[]> {
  const subject = 'server';
  if (target === null) return [{ subject, isGood: true, finding: 'not checked: give --server' }];
  const destination = { ...target, device: describeDevice(randomUUID()) };
  const outcome = await sendBatch(destination, [], new AbortController().signal);
  const clock = 'skewMs' in outcome ? examineClock(outcome.skewMs) : [];
  return [...examineAddress(target), { subject, ...serverFinding(outcome) }, ...clock];
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
