import type { OpenAPIObject } from '@nestjs/swagger';

/**
 * A copy of a document in which every object schema with named properties takes no others. The
 * published document stays open, so that later versions may add fields; in a test a field without
 * its description is a mistake.
 */
export function closedSchemas(document: OpenAPIObject): OpenAPIObject {
  return closed(document) as OpenAPIObject;
}

function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, isExample(name) ? value : closed(value)]),
  );
  const isObjectSchema = copy.type === 'object' && copy.properties !== undefined;
  return isObjectSchema ? { additionalProperties: false, ...copy } : copy;
}

const isExample = (name: string): boolean => name === 'example' || name === 'examples';
