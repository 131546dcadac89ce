import { jsonEvent, type JSONEventData } from '@eventstore/db-client';

const METADATA = { schemaVersion: 1, at: 1_750_061_700_000, principalId: '5f0c2b7e-8b1d-4a53-9a54-0c6f2f5a7d11' };

/** New events with JSON of about 330 bytes, data and metadata together. */
export function sampleEvents(count: number): JSONEventData[] {
  return Array.from({ length: count }, (_, n) => {
    const data = {
      deviceId: 'device-1',
      machine: 'bench',
      application: 'Visual Studio Code',
      title: `Document ${n} of an activity`,
      url: 'https://site.example/path',
      startedAt: 1_750_061_700_000 + n,
      endedAt: 1_750_061_760_000 + n,
      localDate: '2025-06-16',
    };
    return jsonEvent({ type: 'ActivityRecorded', data, metadata: METADATA });
  });
}
