const PROGRAM = `
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.stdin.on('close', () => process.exit()).resume().unref?.();
`;

/**
 * Arguments for a Node program that a test starts with a pipe as its standard input. The program
 * ends when the test process ends in any way: the pipe closes then, also when a test runner was
 * killed and cleaned up nothing.
 */
export const ENDS_WITH_PARENT = ['--import', `data:text/javascript,${encodeURIComponent(PROGRAM)}`];
