import fc from 'fast-check';
import { DELETED_REVISION } from '../terms/events.js';
import { parseStreamMetadata, type StreamMetadata, withTruncateBefore } from './stream-metadata.js';

describe('the metadata text', () => {
  it.each<[string, StreamMetadata | undefined]>([
    ['{}', {}],
    ['{"$tb":9223372036854775807}', { truncateBefore: DELETED_REVISION }],
    ['{"$tb":9223372036854775808}', undefined],
    ['{"$tb":9223372036854776000}', undefined],
    ['{"$maxCount":3,"$maxAge":60}', { maxCount: 3n, maxAgeSeconds: 60n }],
    ['{"$maxCount":0,"$maxAge":-5}', {}],
    ['{"$maxCount":1.5}', undefined],
    ['{"$maxCount":1e3}', undefined],
    ['{"$maxCount":"3"}', undefined],
    ['{"$maxCount":null}', undefined],
    ['{"own":{"$tb":7},"text":"\\"$tb\\":8"}', {}],
    ['{"text":"$tb: 12 \\" 13","$tb":4}', { truncateBefore: 4n }],
    ['{"$tb":01}', undefined],
    [
      '{"$acl":{"$r":["ann"],"$w":"$admins"},"$tb":4}',
      { acl: { read: ['ann'], write: ['$admins'] }, truncateBefore: 4n },
    ],
    ['{"$acl":{"$r":7},"$tb":4}', undefined],
    ['[1]', undefined],
    ['7', undefined],
    ['', undefined],
    ['{"$tb":', undefined],
  ])('%s reads as %p', (text, metadata) => {
    expect(parseStreamMetadata(text)).toEqual(metadata);
  });

  it('keeps every positive 64-bit integer exactly, beside any other field', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, DELETED_REVISION), fc.json(), (truncateBefore, neighbour) => {
        const text = `{"own":${neighbour},"$tb": ${truncateBefore}}`;
        expect(parseStreamMetadata(text)).toEqual({ truncateBefore });
      }),
    );
  });

  it.each<[string, string | undefined]>([
    [
      '{"$tb": 9223372036854775807,"$acl":{"$r":["a"]},"big":12345678901234567890}',
      '{"$tb": 8,"$acl":{"$r":["a"]},"big":12345678901234567890}',
    ],
    ['{ "own" : { "$tb":7 }, "text":"\\"$tb\\":8" }', '{"$tb":8, "own" : { "$tb":7 }, "text":"\\"$tb\\":8" }'],
    ['{"own":[{"$tb":1}],"$tb" : -3 }', '{"own":[{"$tb":1}],"$tb" : 8 }'],
    ['{"$tb":1,"$tb":2}', '{"$tb":8,"$tb":8}'],
    ['{"\\u0024tb":{"deep":[1,2]},"x":1}', '{"\\u0024tb":8,"x":1}'],
    ['{"text":"$tb","$maxCount":3}', '{"$tb":8,"text":"$tb","$maxCount":3}'],
    [' { } ', ' {"$tb":8 } '],
    ['[{"$tb":1}]', undefined],
    ['not json', undefined],
    ['', undefined],
  ])('%s with $tb 8 is %s', (text, changed) => {
    expect(withTruncateBefore(text, 8n)).toBe(changed);
  });

  it('with a new $tb keeps every other field of any object', () => {
    const revision = fc.bigInt(1n, DELETED_REVISION);
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.boolean(),
        revision,
        (fields, hadOne, truncateBefore) => {
          const given = JSON.stringify(hadOne ? { ...fields, $tb: 5 } : fields);
          const text = withTruncateBefore(given, truncateBefore) ?? '';
          expect({ ...(JSON.parse(text) as object), $tb: 0 }).toEqual({ ...(JSON.parse(given) as object), $tb: 0 });
          expect(parseStreamMetadata(text)).toEqual({ truncateBefore });
        },
      ),
    );
  });
});
