import { AgentChannel } from '../agent/agent-channel.js';
import { askPort } from '../agent/agent-client.js';
import { ownBrowserName } from '../browser/browser-name.js';
import { api } from '../browser/web-extension.js';
import { ServerCalls } from '../server/server-calls.js';
import { readSettings, type Settings } from '../settings/settings.js';
import { Queue } from '../stays/queue.js';
import { AgentWay, type AgentWayParts } from '../ways/agent-way.js';
import { NoWay } from '../ways/no-way.js';
import { SentLog } from '../ways/sent-log.js';
import { ServerWay } from '../ways/server-way.js';
import type { Way } from '../ways/way.js';

const { local, session } = api.storage;
export const sent = new SentLog(session);
export const queue = new Queue(local);

/** The way of the present settings. The same object as long as they stay the same. */
let chosen: { readonly key: string; readonly way: Promise<Way> } | undefined;

export async function ownWay(): Promise<{ settings: Settings; way: Way }> {
  const settings = await readSettings(local);
  const { mode, port, pairing, hasOldPairing, server } = settings;
  const key = JSON.stringify({ mode, port, pairing, hasOldPairing, server });
  if (chosen?.key !== key) chosen = { key, way: wayOf(settings) };
  return { settings, way: await chosen.way };
}

async function wayOf(settings: Settings): Promise<Way> {
  const { mode, port, pairing, server } = settings;
  const browser = ownBrowserName();
  if (mode === 'agent') {
    const channel = pairing === null ? null : new AgentChannel({ port, pairing, session });
    const ask: AgentWayParts['ask'] = async (call) => channel?.ask(call) ?? { type: 'unreachable' };
    return new AgentWay({ settings, browser, session, sent, now: Date.now, ask });
  }
  if (server === null) return new NoWay('no-server-chosen');
  const { os } = await api.runtime.getPlatformInfo();
  const calls = new ServerCalls(server, { id: await ownDevice(), browser, platform: os });
  return new ServerWay({ calls, local, session, queue, sent, now: Date.now, isAgentHere: () => isAgentAt(port) });
}

/** Whether an agent of ours answers at its port. It needs no pairing to say no in its own words. */
export async function isAgentAt(port: number): Promise<boolean> {
  const { type } = await askPort({ port, path: '/v1/hello', body: {} });
  return type === 'refused';
}

/** An id that stays while the extension is installed. */
async function ownDevice(): Promise<string> {
  const { device } = await local.get(['device']);
  if (typeof device === 'string') return device;
  const made = `browser-${crypto.randomUUID()}`;
  await local.set({ device: made });
  return made;
}
