import { AccessDeniedError, DeadlineExceededError, UnknownError } from '@eventstore/db-client';
import { isTransient } from './errors.js';

type RawError = NonNullable<ConstructorParameters<typeof UnknownError>[0]>;
const grpc = (code: number) => Object.assign(new Error('from gRPC'), { code }) as unknown as RawError;

describe('whether the same call may succeed later is decided', () => {
  it.each([
    ['a raw gRPC error of a node that is down', grpc(14), true],
    ['a TLS connection that was cut', new UnknownError(grpc(13)), true],
    ['a write that the node gave up waiting for', new DeadlineExceededError(), true],
    ['a write that a stopping node does not know the fate of', new UnknownError(), true],
    ['a cluster without any node that answers', new Error('Failed to discover after 10 attempts.'), true],
    ['an election', new UnknownError(undefined, 'Could not recognize Server Is Not Ready'), true],
    ['a server that starts', new UnknownError(undefined, 'Could not recognize Server Is Busy'), true],
    ['a full queue of a server', new UnknownError(undefined, 'Could not recognize Server Is Too Busy'), true],
    [
      'a member that knows no leader',
      new UnknownError(undefined, 'Could not recognize No leader info available in response'),
      true,
    ],
    ['a refusal of access', new AccessDeniedError(grpc(7)), false],
    ['an answer that the client does not know', new UnknownError(undefined, 'Could not recognize Bad'), false],
    ['a position of another log', new UnknownError(grpc(3)), false],
    ['a bug', new TypeError('x is undefined'), false],
    ['what is no error', undefined, false],
  ])('after %s', (_title, error, expected) => {
    expect(isTransient(error)).toBe(expected);
  });
});
