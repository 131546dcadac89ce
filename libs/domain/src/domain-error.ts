/** A refusal that the rules expect: a code for programs, a sentence for people, and nothing of HTTP. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
