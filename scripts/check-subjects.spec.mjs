import { faultOf } from './check-subjects.mjs';

describe('a commit subject', () => {
  it.each(['fix(api): answer 429 with Retry-After', 'docs: say how to run one test', `feat: ${'x'.repeat(66)}`])(
    'may be "%s"',
    (subject) => expect(faultOf(subject)).toBeUndefined(),
  );

  it.each([
    [`feat: ${'x'.repeat(67)}`, 'has 73 characters, 72 is the limit'],
    ['Answer 429', 'must look like'],
    ['wip(api): something', 'must look like'],
    ['fix(api):nothing', 'must look like'],
    ['fix(api): a sentence.', 'must not end with a full stop'],
  ])('may not be "%s"', (subject, fault) => expect(faultOf(subject)).toContain(fault));
});
