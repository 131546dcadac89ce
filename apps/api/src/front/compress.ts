import compression from 'compression';
import type { Request, Response } from 'express';
import { isDocumented, isUnder } from '../http/documented-paths.js';

/** Smaller answers fit into one packet anyway. */
const THRESHOLD_BYTES = 1_024;
const TEXTS = /^(?:application\/(?:json|jsonl|javascript|xml)|text\/(?:csv|css|plain|javascript))\b/;
const SAFE = ['GET', 'HEAD'];

/**
 * Compresses answers above 1 KB for clients that accept it. Left out is what holds a secret beside
 * words of the caller, because the length of a compressed answer tells how alike they are (BREACH):
 * pages, with the CSRF token of their forms, and answers to changes, which show new keys, tokens
 * and links. A report may be asked by POST, and holds no secret.
 */
export const compressAnswers = compression({ threshold: THRESHOLD_BYTES, filter: mayCompress });

/** Whether an answer holds no secret, and is a text. */
export function mayCompress({ method, path }: Pick<Request, 'method' | 'path'>, response: Pick<Response, 'getHeader'>) {
  if (!SAFE.includes(method) && !isDocumented(path)) return false;
  const type = String(response.getHeader('Content-Type') ?? '').toLowerCase();
  return TEXTS.test(type) || (isUnder('/api/docs', path) && type.startsWith('text/html'));
}
