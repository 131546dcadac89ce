import type { Scope } from '@app/domain';
import { applyDecorators, Get, HttpCode, Post, SetMetadata, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import { DocumentedAnswer } from '../http/documented-answer.js';
import { DOCUMENTED_PREFIXES } from '../http/documented-paths.js';
import { DocumentedGuard, REQUIRED_SCOPE } from './documented.guard.js';

/**
 * A documented address for reading: `/anapi/<name>` for API keys, and `/api/oauth/<name>` for
 * access tokens with the scope. Each also works with `.json` at its end. `prefixes` may limit them.
 * Source: the developer page, "Service Access" of every API.
 */
export const DocumentedGet = (name: string, scope: Scope, prefixes = DOCUMENTED_PREFIXES) =>
  documented(Get(pathsOf(name, prefixes)), scope);

/**
 * The same for a change, and for clients that send their parameters as a form. Success is always
 * 200.
 */
export const DocumentedPost = (name: string, scope: Scope, prefixes = DOCUMENTED_PREFIXES) =>
  documented(Post(pathsOf(name, prefixes)), scope);

function documented(method: MethodDecorator, scope: Scope) {
  return applyDecorators(
    method,
    HttpCode(200),
    SetMetadata(REQUIRED_SCOPE, scope),
    UseGuards(DocumentedGuard),
    UseInterceptors(DocumentedAnswer),
    ApiSecurity('accessToken', [scope]),
  );
}

const pathsOf = (name: string, prefixes: readonly string[]): string[] =>
  prefixes.flatMap((prefix) => [`${prefix}/${name}`, `${prefix}/${name}.json`]);
