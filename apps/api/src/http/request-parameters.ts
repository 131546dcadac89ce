import type { Request } from 'express';

/** Parameters of a documented request, by name. Of a repeated parameter, the last value. */
export type RequestParameters = ReadonlyMap<string, string>;

/**
 * The parameters of a documented request: those of the query, then those of the body, which win.
 *
 * Clients send bodies as a form, as JSON, or as a form without encoding, with any content type or
 * none. So a body that is a JSON object is read as JSON, and any other body as a form. A malformed
 * %-escape stands for itself. Source: facts of public clients, docs/api.md.
 */
export function requestParameters(request: Request): RequestParameters {
  const query = request.originalUrl.split('?').slice(1).join('?');
  const parameters = new Map(new URLSearchParams(query));
  const body: unknown = request.body;
  if (typeof body === 'string' && body.trim() !== '') {
    for (const [name, value] of bodyParameters(body.trim())) parameters.set(name, value);
  }
  return parameters;
}

/** The parameters of a body that is a JSON object or a form, in order, with repeats. */
export function bodyParameters(body: string): Iterable<[string, string]> {
  if (body.startsWith('{')) {
    try {
      return scalars(JSON.parse(body) as object);
    } catch {
      // A form whose first name begins with a brace. This is unlikely, and harmless.
    }
  }
  return /[\s"]/.test(body) ? unencodedForm(body) : new URLSearchParams(body);
}

/**
 * Reads a form without encoding (`curl --data "description=$MESSAGE"`), which blanks and quotes
 * give away. A field's text is taken as it stands. Text after an ampersand that has no equals sign
 * belongs to the field before it.
 */
function unencodedForm(body: string): [string, string][] {
  const fields: [string, string][] = [];
  for (const part of body.split('&')) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
    const last = fields.at(-1);
    if (name !== undefined && value !== undefined) fields.push([name, value]);
    else if (last) last[1] += `&${part}`;
    else fields.push([part, '']);
  }
  return fields.map(([name, value]) =>
    /[\s"]/.test(value) ? [name, value] : ([...new URLSearchParams(`${name}=${value}`)][0] ?? [name, value]),
  );
}

function scalars(fields: object): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [],
  );
}

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
