import { type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import type { Principal } from '../../ground/principal.js';
import { Places } from '../../limits/at-once/places.js';

/** Half of the reports of an account that are made at once: the others are for its owner. */
const MOST_AT_ONCE = 2;

const GOES_ON = Symbol('goes on');

/** Says that the answer of a route may go on for hours. It takes no place. */
export const GoesOn = () => SetMetadata(GOES_ON, true);

/**
 * Limits how many requests with `read` keys of one account are answered at once. Others of these
 * keys wait. Such a key may be published. So strangers with it leave places to the pages and
 * programs of the owner.
 */
@Injectable()
export class ReadKeyPlaces {
  private readonly places = new Places(MOST_AT_ONCE);

  constructor(private readonly reflector: Reflector) {}

  /** Waits for a place, and keeps it until the answer has ended. Passes all but `read` keys. */
  async take(context: ExecutionContext, principal: Principal): Promise<void> {
    if (principal.kind !== 'api-key' || principal.keyKind !== 'read') return;
    if (this.reflector.get<boolean | undefined>(GOES_ON, context.getHandler())) return;
    const giveBack = await this.places.take(principal.userId);
    const response = context.switchToHttp().getResponse<Response>();
    // The client may have gone while it waited.
    if (response.closed) giveBack();
    else response.once('close', giveBack);
  }
}
