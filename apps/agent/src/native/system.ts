/** What the operating system tells beside the windows. */
export interface System {
  /** Milliseconds since the last input. Null when the system does not tell. */
  idleMs(): number | null;
  /** The session is locked, or another user has the screen. Null when the system does not tell. */
  isAway(): boolean | null;
  /** Whether this program may minimise windows of others. */
  mayMinimise(): boolean;
  /** Lets news of the system in. Call it before each look. */
  takeNews(): void;
}

/** The part of koffi, a caller of C functions, that this agent uses. */
export interface Koffi {
  load(library: string): { func(declaration: string): (...values: unknown[]) => unknown };
  /** `length` values of a type, from a pointer on. */
  decode(pointer: unknown, type: string, length: number): ArrayLike<number>;
}
