import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { DocumentedErrorBodyDto, ErrorBodyDto, TokenErrorBodyDto } from '../openapi/error-body.dto.js';
import { VERSION } from '../status/version.js';
import { completeDocument, UNNAMED } from './complete-document.js';
import { securitySchemes } from './security.js';
import { TAGS } from './tags.js';

/**
 * The OpenAPI document of an application: its routes as Nest and the decorators of the handlers
 * describe them. Throws an error that says what to write when a route lacks its description.
 */
export function openApiDocument(app: INestApplication, basePath = ''): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Timeledger')
    .setDescription(
      'The RescueTime developer API, and our own contract around it. docs/api.md says the same in prose. ' +
        'Answers may get more fields in later versions: ignore what you do not know.',
    )
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(basePath || '/', 'The server that sent this document');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  for (const [name, scheme] of Object.entries(securitySchemes(basePath))) builder.addSecurity(name, scheme);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: () => UNNAMED,
    extraModels: [ErrorBodyDto, DocumentedErrorBodyDto, TokenErrorBodyDto],
  });
  return completeDocument(document);
}
