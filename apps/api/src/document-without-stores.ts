import { readSettings } from '@app/settings';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule, type AppParts } from './app.module.js';
import { openApiDocument } from './docs/open-api-document.js';

/**
 * The OpenAPI document of this version, made of the routes alone: nothing is opened and nothing
 * listens. Nest's preview reads the modules and creates none of their classes, so the stores are
 * never touched.
 */
export async function documentWithoutStores(): Promise<OpenAPIObject> {
  const parts = { stores: {}, settings: readSettings('api', {}) } as AppParts;
  const app = await NestFactory.create(AppModule.with(parts), { preview: true, logger: false });
  return openApiDocument(app);
}
