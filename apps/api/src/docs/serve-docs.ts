import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../status/version.js';
import { describeDocument, type SchemeName } from './describe-document.js';

const BEARER: Readonly<Record<Exclude<SchemeName, 'session'>, string>> = {
  apiKey: 'An API key; in the documented API also as key or rtapi_key, in the query or the body.',
  accessToken: 'An access token of an application; also as access_token, in the query or the body.',
  adminToken: 'The administrator’s token.',
};

/** The OpenAPI document of an application: its routes as Nest knows them, in words. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Timeledger')
    .setDescription('The RescueTime developer API, and the contract of our own around it. In prose: docs/api.md.')
    .setVersion(VERSION);
  for (const [name, description] of Object.entries(BEARER)) {
    builder.addBearerAuth({ type: 'http', scheme: 'bearer', description }, name);
  }
  builder.addCookieAuth('timeledger_session', { type: 'apiKey', in: 'cookie' }, 'session');
  return describeDocument(SwaggerModule.createDocument(app, builder.build()));
}

/** Serves the document at `/api/docs`, with its user interface, from this process alone: nothing is loaded from elsewhere. */
export function serveDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, openApiDocument(app), { jsonDocumentUrl: 'api/docs/openapi.json' });
}
