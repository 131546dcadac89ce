import { ConnectionString, type Member, viewOf } from './cluster.js';

describe('a connection string', () => {
  it.each([
    ['esdb://localhost:2113?tls=false', false, ['localhost:2113'], 'esdb://m:1?tls=false'],
    ['esdb://localhost', false, ['localhost:2113'], 'esdb://m:1'],
    ['esdb://u:p%40@a:1,b/?tls=true&nodePreference=leader', true, ['a:1', 'b:2113'], 'esdb://u:p%40@m:1?tls=true'],
    [
      'esdb+discover://u:p@c.example?maxDiscoverAttempts=5&keepAliveInterval=9',
      true,
      ['c.example:2113'],
      'esdb://u:p@m:1?keepAliveInterval=9',
    ],
  ])('%s is of a cluster: %j', (text, isCluster, seeds, ofMember) => {
    const read = new ConnectionString(text);
    expect([read.isCluster, read.seeds, read.ofMember('m:1')]).toEqual([isCluster, seeds, ofMember]);
  });
});

describe('what members say of a cluster', () => {
  const [A, B, C] = ['a:1', 'b:1', 'c:1'];
  const named = (leader: string, alive = [A, B, C]): Member[] =>
    [A, B, C].map((endpoint) => ({ endpoint, isAlive: alive.includes(endpoint), isLeader: endpoint === leader }));

  it.each<[title: string, answers: [string, Member[]][], leader: string | undefined]>([
    [
      'all name one',
      [
        [A, named(A)],
        [B, named(A)],
        [C, named(A)],
      ],
      A,
    ],
    [
      'the leader does not answer',
      [
        [B, named(A)],
        [C, named(A)],
      ],
      undefined,
    ],
    [
      'two name another one that answers',
      [
        [B, named(B)],
        [C, named(B)],
      ],
      B,
    ],
    [
      'two disagree',
      [
        [B, named(B)],
        [C, named(C)],
      ],
      undefined,
    ],
    ['only one answers, and names itself', [[B, named(B)]], undefined],
    [
      'the named one is dead for the others',
      [
        [A, named(A)],
        [B, named(A, [B, C])],
        [C, named(A, [B, C])],
      ],
      undefined,
    ],
    [
      'none leads',
      [
        [A, named('')],
        [B, named('')],
        [C, named('')],
      ],
      undefined,
    ],
    ['none answers', [], undefined],
  ])('when %s', (_title, answers, leader) => {
    expect(viewOf([A], new Map(answers)).leader).toBe(leader);
  });

  it('names members as they name themselves, and without answers as they were asked', () => {
    expect(viewOf(['name:1'], new Map([['name:1', named(A)]])).members).toEqual([A, B, C]);
    expect(viewOf(['name:1'], new Map()).members).toEqual(['name:1']);
  });
});
