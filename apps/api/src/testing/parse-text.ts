import type { TestApp } from './start-app.js';

/** supertest does not know the type of JSON lines. */
export const parseText: Parameters<ReturnType<TestApp['http']['get']>['parse']>[0] = (response, done) => {
  let text = '';
  response.on('data', (chunk) => (text += String(chunk)));
  response.on('end', () => done(null, text));
};
