import { EventEmitter } from 'node:events';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Principal } from '../../ground/principal.js';
import { GoesOn, ReadKeyPlaces } from './read-key-places.js';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const key = (keyKind: string, userId = 'a') => ({ kind: 'api-key', userId, keyKind }) as unknown as Principal;

class Handlers {
  report(this: void): void {
    return undefined;
  }
  live(this: void): void {
    return undefined;
  }
}
const handlers = new Handlers();
GoesOn()(handlers, 'live', Object.getOwnPropertyDescriptor(Handlers.prototype, 'live') as PropertyDescriptor);

class Answer extends EventEmitter {
  closed = false;
  end(): void {
    this.closed = true;
    this.emit('close');
  }
}

let places: ReadKeyPlaces;
let begun: Answer[];
beforeEach(() => {
  places = new ReadKeyPlaces(new Reflector());
  begun = [];
});

/** Asks, and notes the answer when it may begin. */
function ask(principal: Principal, handler: () => void = handlers.report): Answer {
  const answer = new Answer();
  const context = { getHandler: () => handler, switchToHttp: () => ({ getResponse: () => answer }) };
  void places.take(context as unknown as ExecutionContext, principal).then(() => begun.push(answer));
  return answer;
}

it('two requests of the read keys of an account are answered at once, and others when one of them has ended', async () => {
  const answers = [ask(key('read')), ask(key('read')), ask(key('read'))];
  await settled();
  expect(begun).toEqual(answers.slice(0, 2));
  answers[0]?.end();
  await settled();
  expect(begun).toEqual(answers);
});

it('other accounts, other kinds of keys, sessions and answers that go on do not wait', async () => {
  for (let n = 0; n < 3; n++) ask(key('read'));
  const others = [
    ...[ask(key('read', 'b')), ask(key('read_post')), ask(key('agent')), ask(key('full'))],
    ...[ask({ kind: 'session', userId: 'a' } as Principal), ask(key('read'), handlers.live)],
  ];
  await settled();
  expect(begun).toEqual(expect.arrayContaining(others));
});

it('a client that goes while it waits keeps no place', async () => {
  const [first, second, gone] = [ask(key('read')), ask(key('read')), ask(key('read'))];
  gone.end();
  first.end();
  second.end();
  await settled();
  const answers = [ask(key('read')), ask(key('read'))];
  await settled();
  expect(begun).toEqual(expect.arrayContaining(answers));
});
