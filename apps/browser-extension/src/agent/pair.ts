import type { AgentPairing } from './agent-channel.js';
import { type AgentAnswer, askPort, type PortQuestion } from './agent-client.js';
import { isSame, newKeys, pairingKeys } from './channel-keys.js';

export type PairOutcome = AgentPairing | 'wrong-code' | 'no-agent' | 'stranger';

interface Pairing {
  readonly port: number;
  /** As the agent shows it: 8 letters and digits, upper case. */
  readonly code: string;
  readonly browser: string;
  /** Asks a port. Default: by HTTP on the loopback interface. */
  readonly ask?: (question: PortQuestion) => Promise<AgentAnswer>;
}

/**
 * Pairs this browser with the agent that showed the code. Neither the code nor the secret is sent:
 * both ends agree on the secret, and show each other that they know the code. A program at the port
 * that does not know the code is a stranger.
 */
export async function pairWithAgent({ port, code, browser, ask = askPort }: Pairing): Promise<PairOutcome> {
  const offered = await ask({ port, path: '/v1/pairing/key', body: {} });
  if (offered.type !== 'answered') return failureOf(offered);
  const { key: agentKey } = offered.body;
  if (typeof agentKey !== 'string') return 'stranger';
  const { publicKey, privateKey } = await newKeys();
  const words = { port, browser, agentKey, extensionKey: publicKey };
  const keys = await pairingKeys({ privateKey, theirs: agentKey }, code, words).catch(() => null);
  if (keys === null) return 'stranger';
  const { extensionProof, agentProof, secret } = keys;
  const body = { browser, key: publicKey, proof: extensionProof };
  const paired = await ask({ port, path: '/v1/pairing', body });
  if (paired.type !== 'answered') return failureOf(paired);
  const { id, proof } = paired.body;
  if (typeof id !== 'string' || id.length > 100 || typeof proof !== 'string') return 'stranger';
  return isSame(proof, agentProof) ? { id, secret } : 'stranger';
}

function failureOf(answer: Exclude<AgentAnswer, { type: 'answered' }>): 'wrong-code' | 'no-agent' | 'stranger' {
  if (answer.type === 'unreachable') return 'no-agent';
  return answer.type === 'refused' ? 'wrong-code' : 'stranger';
}
