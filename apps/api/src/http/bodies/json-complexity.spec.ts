import { isTooComplex } from './json-complexity.js';

const bytes = (text: string) => new TextEncoder().encode(text);

it.each([
  ['{"a":[1,2],"b":{}}', 2, 2, 5],
  ['[[[]]]', 3, 0, 3],
  ['[[],[],[]]', 2, 0, 6],
  ['[{"a":1,"b":2},{"c":3},4,5,6]', 2, 2, 8],
  ['{"a":{"b":1,"c":2},"d":3,"e":4}', 2, 3, 5],
  ['"[[[{{{,,,"', 0, 0, 0],
  [String.raw`["a\"[[[\\",1]`, 1, 0, 2],
  ['["\u{1f642},[\u00e9["]', 1, 0, 1],
  ['12', 0, 0, 0],
])('%s has depth %d, width %d and %d members', (text, depth, width, members) => {
  const limits = { depth, width: Math.max(width, 1), members };
  expect(isTooComplex(bytes(text), limits)).toBe(false);
  if (depth > 0) expect(isTooComplex(bytes(text), { ...limits, depth: depth - 1 })).toBe(true);
  if (width > 1) expect(isTooComplex(bytes(text), { ...limits, width: width - 1 })).toBe(true);
  if (members > 0) expect(isTooComplex(bytes(text), { ...limits, members: members - 1 })).toBe(true);
});

it.each(['[', '{', ',', ']', '}{', '],[', '{,'])('looks at each byte of %s, many times, only once', (part) => {
  let reads = 0;
  const text = bytes(part.repeat(5_000));
  const watched = new Proxy(text, {
    get: (target, name) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) reads++;
      return Reflect.get(target, name, target) as unknown;
    },
  });
  isTooComplex(watched, { depth: 32, width: 1_000, members: 3_000 });
  expect(reads).toBeLessThanOrEqual(text.length);
  expect(reads).toBeLessThanOrEqual(part.includes(']') && !part.includes('[') ? text.length : 6_100);
});
