/**
 * Checks commit subjects: `type(scope): what changes for the reader`, 72 characters at most.
 *
 *   npm run subjects                    the commits that main does not have
 *   npm run subjects -- HEAD~3..HEAD    any other range of git
 *
 * Ends with 1 when a subject breaks the rule. It is no git hook: CI runs it for each pull request.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LONGEST = 72;
const TYPES = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'chore'];
const SHAPE = new RegExp(`^(${TYPES.join('|')})(\\([a-z0-9-]+\\))?: \\S`);

/** Says what is wrong with a commit subject, in one sentence, or returns undefined when nothing is. */
export function faultOf(subject) {
  if (subject.length > LONGEST) return `has ${subject.length} characters, ${LONGEST} is the limit`;
  if (!SHAPE.test(subject)) return `must look like "fix(api): what changes"; types: ${TYPES.join(', ')}`;
  if (subject.endsWith('.')) return 'must not end with a full stop';
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const range = process.argv[2] ?? 'main..HEAD';
  const log = execFileSync('git', ['log', '--no-merges', '--format=%h %s', range], { encoding: 'utf8' }).trim();
  const commits = log === '' ? [] : log.split('\n');
  const faults = commits.flatMap((line) => {
    const [hash, ...words] = line.split(' ');
    const fault = faultOf(words.join(' '));
    return fault === undefined ? [] : [`${hash} "${words.join(' ')}" ${fault}`];
  });
  console.log(faults.length > 0 ? faults.join('\n') : `${commits.length} commit subjects are in order.`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
