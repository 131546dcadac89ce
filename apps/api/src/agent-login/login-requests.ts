import { Inject, Injectable } from '@nestjs/common';
import { atMost } from '@app/domain';
import { LRUCache } from 'lru-cache';
import { ApiError } from '../ground/api-error.js';
import { newSecret } from '../ground/secrets.js';
import { signedText, signedValue, type Signing } from '../ground/signed-text.js';
import { ChallengeKey } from '../identity/factors/challenge-key.js';
import { countedAddress } from '../limits/counted-address.js';
import { countedTry, requireTry } from '../limits/counted-try.js';
import { takeOfEach, TryCounts } from '../limits/try-counts.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { newUserCode, typedUserCode } from './user-code.js';

/** How long a person has to type the code. */
export const REQUEST_MS = 10 * 60_000;
/** How often an agent may ask for its key. Each time that it is too early adds as much. */
export const POLL_MS = 5_000;
const QUARTER_HOUR_MS = 15 * 60_000;
/** Some 400 bytes each. A request that falls out is back at the next question of its agent. */
const MOST_REQUESTS = 10_000;

/** An agent that waits for a person who types its code. */
export interface LoginRequest {
  /** Only the agent and the server know it. */
  readonly requestId: string;
  readonly userCode: string;
  readonly deviceName: string;
  /** The address of the agent, as the server sees it. */
  readonly address: string;
  /** Epoch ms. */
  readonly startedAt: number;
}

/** What this process remembers of a request. */
interface KnownRequest {
  readonly request: LoginRequest;
  pollMs: number;
  askedAt: number;
}

/** The person who typed a code. */
export interface CodeTry {
  readonly userId: string;
  readonly address: string | undefined;
}

/**
 * The agents that wait for a person who types their code.
 *
 * A request is not stored: it is in the device code, which the server has signed and the agent
 * keeps. So strangers fill no log. A process learns a request from each question of its agent. So
 * every process knows the codes after a few seconds, also after a restart.
 */
@Injectable()
export class LoginRequests {
  private readonly known = new LRUCache<string, KnownRequest>(atMost(MOST_REQUESTS));
  private readonly startsByAddress = new TryCounts({ most: 20, windowMs: QUARTER_HOUR_MS });
  private readonly codesByUser = new TryCounts({ most: 10, windowMs: QUARTER_HOUR_MS });
  private readonly codesByAddress = new TryCounts({ most: 40, windowMs: QUARTER_HOUR_MS });

  constructor(
    private readonly key: ChallengeKey,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Begins a request. Throws TooManyRequestsError when the address began too many. */
  async begin(deviceName: string, address: string | undefined): Promise<{ deviceCode: string; userCode: string }> {
    const now = this.clock();
    const counted = [{ counts: this.startsByAddress, key: countedAddress(address) }];
    requireTry(counted, now);
    takeOfEach(counted, now);
    const ids = { requestId: newSecret(), userCode: newUserCode() };
    const request: LoginRequest = { ...ids, deviceName, address: address ?? '', startedAt: now };
    this.learn(request);
    const deviceCode = signedText(request, now + REQUEST_MS, await this.signing());
    return { deviceCode, userCode: request.userCode };
  }

  /**
   * The request of a device code. Undefined when the server did not sign it, or its time is over.
   * Throws ApiError `slow_down` when the agent asks too early.
   */
  async asked(deviceCode: string): Promise<LoginRequest | undefined> {
    const now = this.clock();
    // The signature says that the value is one of ours.
    const request = signedValue(deviceCode, now, await this.signing()) as LoginRequest | undefined;
    if (request === undefined) return undefined;
    const known = this.learn(request);
    const isEarly = now >= known.askedAt && now - known.askedAt < known.pollMs;
    known.askedAt = now;
    if (isEarly) {
      known.pollMs += POLL_MS;
      throw new ApiError('slow_down', `Ask every ${known.pollMs / 1_000} seconds.`);
    }
    return request;
  }

  /**
   * The request whose code a person typed. Undefined when there is none. Wrong codes are counted.
   * Throws TooManyRequestsError after too many.
   */
  typed(text: string, { userId, address }: CodeTry): Promise<LoginRequest | undefined> {
    const now = this.clock();
    const keys = [
      { counts: this.codesByUser, key: userId },
      { counts: this.codesByAddress, key: countedAddress(address) },
    ];
    return countedTry(keys, now, async () => {
      const request = this.known.get(typedUserCode(text) ?? '')?.request;
      return request && now < request.startedAt + REQUEST_MS ? request : undefined;
    });
  }

  /** Remembers a request. The first of two with one code stays, until its time is over. */
  private learn(request: LoginRequest): KnownRequest {
    const known = this.known.get(request.userCode);
    if (known?.request.requestId === request.requestId) return known;
    const learnt = { request, pollMs: POLL_MS, askedAt: -Infinity };
    const isOver = known && this.clock() >= known.request.startedAt + REQUEST_MS;
    if (!known || isOver) this.known.set(request.userCode, learnt);
    return learnt;
  }

  private async signing(): Promise<Signing> {
    return { key: await this.key.read(), purpose: 'agent-request' };
  }
}
