import { newerAgent } from './newer-agent.js';

describe('the newest agent that the server knows', () => {
  it.each([
    ['0.2.1', '0.2.0', '0.2.1'],
    ['0.10.0', '0.9.9', '0.10.0'],
    ['1.0.0', '0.99.99', '1.0.0'],
    ['0.2.0', '0.2.0', undefined],
    ['0.2.0', '0.10.0', undefined],
    ['0.1.9', '0.2.0', undefined],
    [null, '0.2.0', undefined],
    ['<b>9.9.9</b>', '0.2.0', undefined],
    ['9.9.9', 'unknown', undefined],
  ])('%j for an agent %j: %j is newer', (known, own, newer) => expect(newerAgent(known, own)).toBe(newer));
});
