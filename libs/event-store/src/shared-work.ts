/**
 * Work that serves all who wait for it, when it begins after they asked:
 *
 *     ask A   [run 1      ]
 *     ask B      ..........[run 2      ]
 *     ask C         .......[run 2      ]     one run for both
 */
export class SharedWork {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  /** Resolves or rejects as a run that began after this call. */
  join(work: () => Promise<void>): Promise<void> {
    if (this.next) return this.next;
    if (!this.running) return this.run(work);
    this.next = this.running.then(
      () => this.run(work),
      () => this.run(work),
    );
    return this.next;
  }

  private run(work: () => Promise<void>): Promise<void> {
    this.next = undefined;
    const running = work().finally(() => {
      if (this.running === running) this.running = undefined;
    });
    return (this.running = running);
  }
}
