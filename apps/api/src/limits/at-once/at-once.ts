import { TooManyRequestsError } from '../../ground/api-error.js';

/** After so many seconds a refused caller may ask again: the work before may have ended by then. */
const RETRY_SECONDS = 10;

/** Limits how many pieces of work of one account run in this process at the same time. */
export class AtOnce {
  private readonly running = new Map<string, number>();

  /** `most`: of one account. `work`: what runs, in words for the refusal. */
  constructor(
    private readonly most: number,
    private readonly work: string,
  ) {}

  /** Runs the work. Throws TooManyRequestsError when as many run already. */
  async run<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const running = this.running.get(userId) ?? 0;
    if (running >= this.most) {
      throw new TooManyRequestsError(`${this.most} ${this.work} run already. Wait for one to end.`, RETRY_SECONDS);
    }
    this.running.set(userId, running + 1);
    try {
      return await work();
    } finally {
      const left = (this.running.get(userId) ?? 1) - 1;
      if (left > 0) this.running.set(userId, left);
      else this.running.delete(userId);
    }
  }
}
