import type { Response } from 'express';

/** Scripts, styles and calls of our own only. Nothing inline, nothing from another host. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends the one file of the web application. It holds no data, so everyone may have it. */
export function sendIndex(response: Response, index: string): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '');
  const upgrade = policy.includes('upgrade-insecure-requests') ? '; upgrade-insecure-requests' : '';
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY + upgrade);
  response.type('text/html; charset=utf-8').send(index);
}
