import { type Filter } from './rule.js';

/** Spans that wait to be given out were not seen under more versions of the rules than this. */
const MOST_VERSIONS = 20;

interface Version {
  fromMs: number;
  filter: Filter;
}

/**
 * The rules, and when they came into force. A span is filtered by the rules of its start. So a span
 * that grows after a change keeps its names, and with them its id.
 */
export class RulesInForce {
  private versions: Version[];

  constructor(filter: Filter) {
    this.versions = [{ fromMs: -Infinity, filter }];
  }

  /** These rules count from this moment on (epoch ms of the corrected clock). */
  change(filter: Filter, fromMs: number): void {
    const kept = this.versions.filter((version) => version.fromMs < fromMs);
    const [oldest, ...rest] = [...kept, { fromMs, filter }].slice(-MOST_VERSIONS);
    if (oldest !== undefined) this.versions = [{ ...oldest, fromMs: -Infinity }, ...rest];
  }

  /** The corrected clock has moved: moments of the past have moved with it. */
  shifted(shiftMs: number): void {
    this.versions = this.versions.map(({ fromMs, filter }) => ({ fromMs: fromMs + shiftMs, filter }));
  }

  /** What may be recorded of a span. Null: nothing. */
  apply<S extends Parameters<Filter>[0] & { startedAt: number }>(span: S): S | null {
    const version = this.versions.findLast(({ fromMs }) => fromMs <= span.startedAt);
    return version === undefined ? null : version.filter(span);
  }

  /** What would be recorded of a window now. */
  get now(): Filter {
    return this.versions.at(-1)?.filter ?? (() => null);
  }
}
