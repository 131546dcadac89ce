import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

const sizes = new WeakMap<object, number>();

/** Notes how large the body of a request is, in bytes after decompression. */
export function noteBodyBytes(request: object, bytes: number): void {
  sizes.set(request, bytes);
}

/** The size of the JSON body, in bytes after decompression. 0 when there is none. */
export const BodyBytes = createParamDecorator(
  (_: unknown, context: ExecutionContext): number => sizes.get(context.switchToHttp().getRequest<object>()) ?? 0,
);
