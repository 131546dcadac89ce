import type { Scope } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { Applications } from '../identity/applications.js';
import { Grants } from './grants.js';

export interface ConnectedApplicationAnswer {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** ISO 8601, UTC. */
  readonly connectedAt: string;
}

/**
 * The applications to which a user gave access, as the user sees them. An application that the
 * administrator removed is left out.
 */
@Injectable()
export class ConnectedApplications {
  constructor(
    private readonly applications: Applications,
    private readonly grants: Grants,
  ) {}

  /** Longest connected first. */
  async listOf(userId: string): Promise<ConnectedApplicationAnswer[]> {
    const connected = await this.grants.connectedTo(userId);
    const answers = connected.map(async ({ clientId, scopes, connectedAt }) => {
      const application = await this.applications.registrationOf(clientId);
      if (!application) return [];
      return [{ clientId, name: application.name, scopes, connectedAt: new Date(connectedAt).toISOString() }];
    });
    return (await Promise.all(answers)).flat();
  }
}
