import { json, text, type RequestHandler } from 'express';

/** Largest body of an agent's batch (docs/api.md). */
export const LARGEST_BATCH_BYTES = 256 * 1024;
const LARGEST_BODY_BYTES = 64 * 1024;

/** The body parsers by path: our own contract is strict JSON; the documented one takes anything (requestParameters). */
export const BODY_PARSERS: readonly (readonly [path: string, parser: RequestHandler])[] = [
  ['/agent', json({ limit: LARGEST_BATCH_BYTES, type: () => true })],
  ['/api/v1', json({ limit: LARGEST_BODY_BYTES, type: () => true })],
  ['/anapi', text({ limit: LARGEST_BODY_BYTES, type: () => true })],
];
