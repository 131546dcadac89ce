import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { ApiKeyGuard } from './credential.strategies.js';
import { KeyKindCheck } from './checks/key-kind-check.js';

/** Lets in agents on workstations, by an API key of a kind that the route is for. */
@Injectable()
export class AgentGuard implements CanActivate {
  private readonly byKey = new ApiKeyGuard();

  constructor(private readonly kinds: KeyKindCheck) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.byKey.canActivate(context);
    await this.kinds.require(context, principalOf(context.switchToHttp().getRequest<GuardedRequest>()));
    return true;
  }
}
