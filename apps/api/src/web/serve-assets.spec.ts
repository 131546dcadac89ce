import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { serveAssets } from './serve-assets.js';

type Handler = (...args: [...Parameters<RequestListener>, next: () => void]) => void;

/** The handler that `serveAssets` puts into an application. */
function handlerFor(folder: string): RequestListener {
  let handler: Handler | undefined;
  const use = (_path: string, given: Handler) => (handler = given);
  serveAssets({ use } as unknown as NestExpressApplication, folder);
  return (asked, answer) => handler?.(asked, answer, () => answer.writeHead(404).end());
}

it('goes on when a new build takes its files away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'));
  mkdirSync(join(folder, 'assets'));
  for (const end of ['', '.br', '.gz']) writeFileSync(join(folder, `assets/day-1.js${end}`), 'shown()');
  const server = createServer(handlerFor(folder));
  const ask = (name: string) => request(server).get(name).set('Accept-Encoding', 'identity');
  await ask('/day-1.js')
    .expect(200, 'shown()')
    .expect('Cache-Control', /immutable/);
  rmSync(join(folder, 'assets'), { recursive: true });
  await ask('/day-1.js').expect(404);
  await request(server).get('/day-1.js').set('Accept-Encoding', 'br').expect(404);
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/day-2.js'), 'shownAgain()');
  await ask('/day-2.js').expect(200, 'shownAgain()');
  await ask('/..%2f..%2fetc%2fpasswd').expect(404);
  rmSync(folder, { recursive: true });
});
