import { TestEnvironment } from 'jest-environment-node';

/** How long handles may stay open after the last test of a suite: sockets close slowly, a request gives up after 10 s. */
const PATIENCE_MS = 15_000;
const ASK_EVERY_MS = 20;

/** How many resources of each kind keep this process alive: sockets, servers, timers, threads, child processes. */
function openResources() {
  const counts = new Map();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/**
 * Jest's environment for Node, which fails a suite that leaves a handle open: a socket, a server, a timer, a thread or a
 * child process. Without it jest only warns at the end ("did not exit", "force exited"), and names no suite.
 */
export default class ClosingEnvironment extends TestEnvironment {
  before = new Map();

  async setup() {
    await super.setup();
    // A library that imports `node:process` makes jest read each of its properties, which opens the standard streams.
    process.stdin.unref?.();
    void [process.stdout, process.stderr];
    this.before = openResources();
  }

  async teardown() {
    await super.teardown();
    const deadline = performance.now() + PATIENCE_MS;
    let left = this.left();
    while (left.length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      left = this.left();
    }
    if (left.length > 0) throw new Error(`This suite leaves open: ${left.join(', ')}. Close what the tests opened.`);
  }

  /** What is open now and was not when the suite began, as "2 TCPSocketWrap". */
  left() {
    return [...openResources()]
      .map(([kind, count]) => ({ kind, more: count - (this.before.get(kind) ?? 0) }))
      .filter(({ more }) => more > 0)
      .map(({ kind, more }) => `${more} ${kind}`);
  }
}
