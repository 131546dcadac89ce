import { type CredentialKind } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-custom';
import { ApiError } from '../ground/api-error.js';
import { bearerToken, requestParameters } from '../http/request-parameters.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from '../identity/accounts.js';
import { Applications } from '../identity/applications.js';
import { Credentials } from '../identity/credentials.js';
import { Keys } from '../identity/keys.js';
import type { Principal } from '../ground/principal.js';

/**
 * Identifies a request by its API key: `key` or `rtapi_key` in query, form or JSON, or
 * `Authorization: Bearer`.
 */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  constructor(
    readonly credentials: Credentials,
    readonly accounts: Accounts,
    private readonly keys: Keys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  async validate(request: Request): Promise<Principal> {
    const principal = await principalShown(this, 'api-key', request, ['key', 'rtapi_key']);
    if (!principal) throw new ApiError('key_not_found', 'The API key is missing or unknown.');
    await this.keys.noteUse(principal, this.clock());
    return principal;
  }
}

/**
 * Identifies a request by its access token: `access_token` in query, form or JSON, or
 * `Authorization: Bearer`.
 */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    readonly credentials: Credentials,
    readonly accounts: Accounts,
    private readonly applications: Applications,
  ) {
    super();
  }

  /** A token stops working once its application is removed. */
  async validate(request: Request): Promise<Principal> {
    const principal = await principalShown(this, 'access-token', request, ['access_token']);
    const application =
      principal?.kind === 'access-token' && (await this.applications.registrationOf(principal.clientId));
    if (!principal || !application)
      throw new ApiError('token_not_found', 'The access token is missing, unknown or revoked.');
    return principal;
  }
}

/** A secret works only as its own kind: a key is never a token, wherever the client sends it. */
async function principalShown(
  { credentials, accounts }: { readonly credentials: Credentials; readonly accounts: Accounts },
  kind: CredentialKind,
  request: Request,
  names: readonly string[],
): Promise<Principal | undefined> {
  const parameters = requestParameters(request);
  const named = names.map((name) => parameters.get(name)).find((value) => value !== undefined);
  const secret = named ?? bearerToken(request);
  const principal = secret === undefined ? undefined : await credentials.principalOf(secret);
  return principal?.kind === kind && (await accounts.isOpen(principal.userId)) ? principal : undefined;
}

/** Lets in a caller with a valid API key. */
@Injectable()
export class ApiKeyGuard extends AuthGuard('api-key') {
  override handleRequest<TUser = Principal>(error: Error | null, user: TUser): TUser {
    return userOrThrow(error, user);
  }
}

/** Lets in a caller with a valid access token. */
@Injectable()
export class AccessTokenGuard extends AuthGuard('access-token') {
  override handleRequest<TUser = Principal>(error: Error | null, user: TUser): TUser {
    return userOrThrow(error, user);
  }
}

/** Passport reports failures in several ways. The strategies only use one of them: they throw. */
export function userOrThrow<TUser>(error: Error | null, user: TUser): TUser {
  if (error) throw error;
  return user;
}
