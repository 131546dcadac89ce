import { DomainError } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-custom';
import { bearerToken, requestParameters } from '../http/request-parameters.js';
import { Accounts } from './accounts.js';
import type { Principal } from './principal.js';

/** No key is longer; a longer text is not even hashed. */
const LONGEST_KEY = 128;

/** Signs a request in by its API key: `key` or `rtapi_key` in query, form or JSON, or `Authorization: Bearer`. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  constructor(private readonly accounts: Accounts) {
    super();
  }

  async validate(request: Request): Promise<Principal> {
    const parameters = requestParameters(request);
    const key = parameters.get('key') ?? parameters.get('rtapi_key') ?? bearerToken(request);
    const principal = key !== undefined && key.length <= LONGEST_KEY && (await this.accounts.principalOf(key));
    if (!principal) throw new DomainError('key_not_found', 'The API key is missing or unknown.');
    return principal;
  }
}

/** Lets in who shows a valid API key. */
@Injectable()
export class ApiKeyGuard extends AuthGuard('api-key') {
  /** Passport reports failures in several ways; the strategy throws, and that is the only one that we use. */
  override handleRequest<TUser = Principal>(error: Error | null, user: TUser): TUser {
    if (error) throw error;
    return user;
  }
}
