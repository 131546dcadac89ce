/** What a refusal of the server says, in one form for all of its families of errors. */
export interface Refusal {
  /** The HTTP status; 0 when the server did not answer at all. */
  readonly status: number;
  /** A stable name for programs, such as `key_not_found`. Without an answer it is `unreachable`. */
  readonly code: string;
  /** Seconds to wait before the next request, when the server says so. */
  readonly retryAfterSeconds?: number | undefined;
  /** What is wrong with each field of the request, when the server lists it. */
  readonly details?: readonly string[] | undefined;
}

/** The server refused a request, or did not answer. `message` is a sentence for people. */
export class TimeledgerError extends Error implements Refusal {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  readonly details: readonly string[];

  constructor(message: string, { status, code, retryAfterSeconds, details = [] }: Refusal, cause?: unknown) {
    super(message, { cause });
    this.name = 'TimeledgerError';
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.details = details;
  }
}

/**
 * The error that a refusing answer stands for. It reads the body, whatever family of errors it
 * belongs to.
 */
export async function errorOf(answer: Response): Promise<TimeledgerError> {
  const { code, message, details } = refusalIn(await bodyOf(answer));
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return new TimeledgerError(message ?? `The server answered with status ${answer.status}.`, {
    status: answer.status,
    code: code ?? 'unknown',
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
    details,
  });
}

/** The error for a request that got no answer. */
export const unreachable = (cause: unknown): TimeledgerError =>
  new TimeledgerError('The server did not answer.', { status: 0, code: 'unreachable' }, cause);

interface Parts {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly details?: readonly string[] | undefined;
}

/**
 * Our own errors are `{error: {code, message, details?}}`. The documented API has `{error: "#
 * heading", messages}`, and its heading becomes a code: `# query error` is `query_error`. OAuth has
 * `{error, error_description}`.
 */
function refusalIn(body: object): Parts {
  const { error, messages, error_description: description } = body as Readonly<Record<string, unknown>>;
  if (typeof error === 'object' && error !== null) {
    const { code, message, details } = error as Readonly<Record<string, unknown>>;
    return { code: textIn(code), message: textIn(message), details: Array.isArray(details) ? details.map(String) : [] };
  }
  const code = textIn(error)?.replace(/^# /, '').replaceAll(' ', '_');
  return { code, message: textIn(messages) ?? textIn(description) };
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

async function bodyOf(answer: Response): Promise<object> {
  try {
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    // A proxy on the way may answer with a page.
    return {};
  }
}
