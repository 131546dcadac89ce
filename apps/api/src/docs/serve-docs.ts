import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './open-api-document.js';

/**
 * Serves the document at `/api/docs`, with its user interface. Nothing is loaded from another host.
 * The document is made when a reader first asks for it. `basePath` is the path of the public URL,
 * without a slash at its end.
 */
export function serveDocs(app: INestApplication, basePath: string): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app, basePath), {
    jsonDocumentUrl: 'api/docs/openapi.json',
  });
}
