import { inOrder } from '../browser/in-order.js';
import type { StorageArea } from '../browser/web-extension.js';
import { type AgentAnswer, answerOf, askPort, type PortQuestion } from './agent-client.js';
import { isSame, newNonce, proofOfAgent, seal, type SessionKeys, sessionKeys, unseal } from './channel-keys.js';

/** What both ends of a pairing know. */
export interface AgentPairing {
  readonly id: string;
  /** 32 bytes in base64url. It was never sent. */
  readonly secret: string;
}

export interface AgentCall {
  readonly call: 'tab' | 'more' | 'state' | 'pause' | 'resume';
  readonly body: object;
}

/** A session with an agent that proved itself. It ends with the agent, or with the browser. */
interface Session {
  readonly pairing: string;
  readonly port: number;
  readonly session: string;
  readonly keys: SessionKeys;
  /** The number of the last question. */
  readonly number: number;
}

const NAME = 'channel';

export interface AgentChannelParts {
  readonly port: number;
  readonly pairing: AgentPairing;
  /** Keeps the session while the browser stops the background script. */
  readonly session: StorageArea;
  /** Asks a port. Default: by HTTP on the loopback interface. */
  readonly ask?: (question: PortQuestion) => Promise<AgentAnswer>;
}

/**
 * Speaks with the agent of the pairing, and with no other program. Before the first call the agent
 * proves that it knows the secret. All that follows is sealed by keys of this session:
 *
 *     extension -> agent   hello: id of the pairing, nonce          (once for a run of the agent)
 *               <-         name of the session, proof
 *               ->         call: name of the session, sealed question with its number
 *               <-         answer, sealed for this question
 *
 * A program that takes the port later gets a question that it cannot open, and has no answer to it.
 */
export class AgentChannel {
  private readonly alone = inOrder();
  private readonly post: (question: PortQuestion) => Promise<AgentAnswer>;

  constructor(private readonly parts: AgentChannelParts) {
    this.post = parts.ask ?? askPort;
  }

  /** Asks the agent. Never throws. */
  async ask(call: AgentCall): Promise<AgentAnswer> {
    const begun = await this.begin();
    if ('type' in begun) return begun;
    const answer = await this.askIn(begun, call);
    if (answer.type !== 'refused' || answer.code !== 'no_session') return answer;
    // The agent was started again. A stranger that says so has to prove itself too.
    const again = await this.begin(begun.session);
    return 'type' in again ? again : this.askIn(again, call);
  }

  private begin(endedSession?: string): Promise<Session | AgentAnswer> {
    return this.alone(() => this.next(endedSession));
  }

  private async askIn({ session, keys, number }: Session, { call, body }: AgentCall): Promise<AgentAnswer> {
    const sealed = await seal(keys.asks, { number, call, body }, '');
    const answer = await this.post({ port: this.parts.port, path: '/v1/call', body: { session, sealed } });
    if (answer.type !== 'answered') return answer;
    const opened = await unseal(keys.answers, String(answer.body.sealed), sealed);
    const { status, body: told } = (opened ?? {}) as { status?: unknown; body?: unknown };
    return answerOf(status === 200, told);
  }

  /** The session, with the number of the next question. It is stored before it is used. */
  private async next(endedSession?: string): Promise<Session | AgentAnswer> {
    const { port, pairing, session: storage } = this.parts;
    const { [NAME]: stored } = await storage.get([NAME]);
    const known = stored as Session | undefined;
    const isOurs = known?.pairing === pairing.id && known.port === port && known.session !== endedSession;
    const session = isOurs ? known : await this.greet();
    if ('type' in session) return session;
    const next = { ...session, number: session.number + 1 };
    await storage.set({ [NAME]: next });
    return next;
  }

  /** Begins a session with the agent of this pairing. */
  private async greet(): Promise<Session | AgentAnswer> {
    const { port, pairing } = this.parts;
    const nonce = newNonce();
    const answer = await this.post({ port, path: '/v1/hello', body: { pairing: pairing.id, nonce } });
    if (answer.type !== 'answered') return answer;
    const { session, proof } = answer.body;
    if (typeof session !== 'string' || typeof proof !== 'string') return { type: 'stranger' };
    const greeting = { port, pairing: pairing.id, nonce, session };
    if (!isSame(proof, await proofOfAgent(pairing.secret, greeting))) return { type: 'stranger' };
    return { pairing: pairing.id, port, session, keys: await sessionKeys(pairing.secret, greeting), number: 0 };
  }
}
