import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest from 'supertest';
import { serveAssets } from './serve-assets.js';

class NoModule {}

let folder: string;
let app: NestExpressApplication;
let http: ReturnType<typeof supertest>;
const write = (name: string, text: string) => writeFileSync(join(folder, 'assets', name), text);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assets-'));
  mkdirSync(join(folder, 'assets'));
  for (const end of ['', '.br', '.gz']) write(`day-1.js${end}`, `day${end}`);
  write('plain-1.css', 'plain');
  writeFileSync(join(folder, 'index.html'), 'index');
  app = await NestFactory.create<NestExpressApplication>(NoModule, { logger: false });
  serveAssets(app, folder);
  await app.init();
  http = supertest(app.getHttpServer());
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (name: string, accepted: string) =>
  http
    .get(`/assets/${name}`)
    .set('Accept-Encoding', accepted)
    .buffer(true)
    .parse((answer, done) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString()));
      answer.on('end', () => done(null, text));
    });

describe('the files of the pages', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', '.br'],
    ['gzip', 'gzip', '.gz'],
    ['br;q=0, gzip', 'gzip', '.gz'],
    ['identity', undefined, ''],
    ['zstd', undefined, ''],
  ])('come in the smallest form that a browser takes: of %s it is %s', async (accepted, encoding, end) => {
    const { headers, status } = await http
      .head('/assets/day-1.js')
      .set('Accept-Encoding', accepted)
      .expect('Content-Type', /javascript/);
    expect([status, headers['content-encoding'], headers['vary']]).toEqual([200, encoding, 'Accept-Encoding']);
    expect(headers['content-length']).toBe(String(`day${end}`.length));
  });

  it('come as they are when there is no other form', async () => {
    const { body, headers } = await ask('plain-1.css', 'br').expect(200).expect('Content-Type', /css/);
    expect([body, headers['content-encoding']]).toEqual(['plain', undefined]);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('are not sent again to a browser that has this form of them', async () => {
    const tag = (await ask('day-1.js', 'br').expect(200)).headers['etag'] ?? '';
    const { body, headers } = await ask('day-1.js', 'br').set('If-None-Match', tag).expect(304);
    expect([body, headers['cache-control']]).toEqual(['', 'public, max-age=31536000, immutable']);
    await http.head('/assets/day-1.js').set('Accept-Encoding', 'gzip').set('If-None-Match', tag).expect(200);
  });

  it.each(['day-1.js.br', 'day-2.js', '', '..%2findex.html', '%2e%2e/index.html', '__proto__', '%00'])(
    'are nothing else: "%s" is not there',
    (name) => ask(name, 'br').expect(404),
  );

  it('are for reading', () => http.post('/assets/day-1.js').expect(404));

  it('stay as they were at the start when a new build takes them away', async () => {
    rmSync(join(folder, 'assets'), { recursive: true });
    mkdirSync(join(folder, 'assets'));
    write('day-2.js', 'a new day');
    expect((await ask('day-1.js', 'identity').expect(200)).body).toBe('day');
    await ask('day-2.js', 'identity').expect(404);
  });
});

it('are none before the first build', () => {
  expect(() => serveAssets({ use: () => undefined } as unknown as NestExpressApplication, '/nowhere')).not.toThrow();
});
