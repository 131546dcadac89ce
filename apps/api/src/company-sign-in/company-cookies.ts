import { scryptSync } from 'node:crypto';
import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SETTINGS } from '../ground/settings.module.js';
import { signedText, signedValue } from '../ground/signed-text.js';
import { OwnCookie } from '../guards/cookies/own-cookie.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import type { ProviderPerson, StartedSignIn } from './company-provider.js';

const LIFETIME_MS = 10 * 60_000;

type CookieSettings = Pick<ApiSettings, 'publicUrl' | 'upstream'>;

/** A person who signed in at the provider, and who must still show the password of the account. */
export interface PendingLink {
  readonly person: ProviderPerson;
  /** The address of the account. */
  readonly email: string;
  readonly returnTo: string;
}

/**
 * A cookie with a step of a sign-in. It is signed, so the server keeps nothing. The key is derived
 * from the client secret, which every API process has; the derivation is slow, so the cookie gives
 * no quick way to try short secrets.
 */
class StepCookie<T extends object> extends OwnCookie {
  private readonly signing;

  constructor(
    private readonly purpose: string,
    settings: CookieSettings,
    private readonly clock: Clock,
  ) {
    super(`timeledger_company_${purpose}`, settings);
    const secret = settings.upstream?.clientSecret;
    this.signing = secret === undefined ? undefined : { key: keyOf(secret), purpose };
  }

  set(request: Request, response: Response, value: T): void {
    if (!this.signing) throw new Error(`Nothing signs the cookie for ${this.purpose}.`);
    this.give(request, response, signedText(value, this.clock() + LIFETIME_MS, this.signing), LIFETIME_MS);
  }

  valueIn(request: Request): T | undefined {
    const text = this.read(request);
    if (text === undefined || !this.signing) return undefined;
    // The signature says that the value is one of ours.
    return signedValue(text, this.clock(), this.signing) as T | undefined;
  }
}

/** Some 50 ms and 16 MB, once at the start. */
const keyOf = (secret: string): Buffer => scryptSync(secret, 'cookies of the company sign-in', 32);

/** The two steps of a sign-in through a company that a browser keeps, for ten minutes. */
@Injectable()
export class CompanyCookies {
  /** The sign-in that began in this browser. Only this browser can end it. */
  readonly started: StepCookie<StartedSignIn>;
  readonly pending: StepCookie<PendingLink>;

  constructor(@Inject(SETTINGS) settings: CookieSettings, @Inject(CLOCK) clock: Clock) {
    this.started = new StepCookie('sign_in', settings, clock);
    this.pending = new StepCookie('link', settings, clock);
  }
}
