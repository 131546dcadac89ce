import type { Span } from '@app/domain';

const DEVICE = { id: 'device-1', machine: 'bench', osUser: 'bench', platform: 'linux' };

/** The body of POST /agent/v1/activities with these spans. */
export const agentBatch = (activities: readonly Span[]): string =>
  JSON.stringify({ device: DEVICE, source: 'computers', activities });
