import { type CredentialKind, isExpired } from '@app/domain';
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
import { Refusals } from '../limits/refusals.js';

/** A principal, and whether the request showed the secret in its `Authorization` header. */
interface ShownPrincipal {
  readonly principal: Principal;
  readonly isInHeader: boolean;
}

/** Finds the principal whose secret a request shows, and counts refusals by address. */
@Injectable()
export class ShownSecrets {
  constructor(
    private readonly credentials: Credentials,
    private readonly accounts: Accounts,
    private readonly refusals: Refusals,
  ) {}

  /**
   * The principal of a secret of this kind: in a parameter of one of these names, else in
   * `Authorization: Bearer`. A key is never a token, wherever the client sends it.
   */
  async principalIn(
    request: Request,
    kind: CredentialKind,
    names: readonly string[],
  ): Promise<ShownPrincipal | undefined> {
    const named = parameterOf(request, names);
    const secret = this.secretIn(request, names);
    const principal = secret === undefined ? undefined : await this.credentials.principalOf(secret);
    if (principal?.kind !== kind || !(await this.accounts.isOpen(principal.userId))) return undefined;
    return { principal, isInHeader: named === undefined };
  }

  /** The secret in a parameter of one of these names, else in `Authorization: Bearer`. */
  secretIn(request: Request, names: readonly string[]): string | undefined {
    return parameterOf(request, names) ?? bearerToken(request);
  }

  /** Throws the error, or TooManyRequestsError when the address was refused too often. */
  refuse(request: Request, error: ApiError): never {
    this.refusals.count(request.ip);
    throw error;
  }
}

/** The first parameter of these names that the request has. */
function parameterOf(request: Request, names: readonly string[]): string | undefined {
  const parameters = requestParameters(request);
  return names.map((name) => parameters.get(name)).find((value) => value !== undefined);
}

/** The parameters in which a request may show an API key. */
export const KEY_PARAMETERS = ['key', 'rtapi_key'];

/**
 * Identifies a request by its API key: `key` or `rtapi_key` in query, form or JSON, or
 * `Authorization: Bearer`. A `full` key is taken from the header only, because addresses are kept
 * in histories and logs of others.
 */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  constructor(
    private readonly shown: ShownSecrets,
    private readonly keys: Keys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  async validate(request: Request): Promise<Principal> {
    const shown = await this.shown.principalIn(request, 'api-key', KEY_PARAMETERS);
    const now = this.clock();
    if (shown?.principal.kind !== 'api-key' || isExpired(shown.principal, now)) {
      return this.shown.refuse(request, new ApiError('key_not_found', 'The API key is missing or unknown.'));
    }
    const { principal, isInHeader } = shown;
    if (principal.keyKind === 'full' && !isInHeader) {
      throw new ApiError('key_not_in_header', 'A full key is taken only from the header: Authorization: Bearer KEY.');
    }
    await this.keys.noteUse(principal, now);
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
    private readonly shown: ShownSecrets,
    private readonly applications: Applications,
  ) {
    super();
  }

  /** A token stops working once its application is removed. */
  async validate(request: Request): Promise<Principal> {
    const principal = (await this.shown.principalIn(request, 'access-token', ['access_token']))?.principal;
    const application =
      principal?.kind === 'access-token' && (await this.applications.registrationOf(principal.clientId));
    if (principal && application) return principal;
    const error = new ApiError('token_not_found', 'The access token is missing, unknown or revoked.');
    return this.shown.refuse(request, error);
  }
}

/** Lets in a caller with a valid API key. The guards of routes add the check of its kind. */
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
