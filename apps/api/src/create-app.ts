import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import { AppModule, type AppParts } from './app.module.js';
import { serveDocs } from './docs/serve-docs.js';
import { answerConnectionErrors } from './http/connection-errors.js';
import { basePathOf, underBasePath } from './front/base-path.js';
import { compressAnswers } from './front/compress.js';
import { securityHeaders } from './front/security-headers.js';
import { allowOtherOrigins } from './front/cross-origin.js';
import { requireKnownHost } from './front/known-host.js';
import { keepFromCaches } from './front/no-store.js';
import { BODY_PARSERS } from './http/bodies/parse-bodies.js';
import { refuseUnknownFields } from './http/bodies/strict-bodies.js';
import { NestLog } from './logging/nest-log.js';
import { requestLog } from './logging/request-log.js';
import { Metrics } from './status/metrics.js';
import { timeRequests } from './status/time-requests.js';
import { serveAssets } from './web/serve-assets.js';

/** The HTTP application, ready to listen. `main.ts` and every end-to-end test use it as it is. */
export async function createApp(parts: AppParts): Promise<NestExpressApplication> {
  const { settings, log } = parts;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(parts), {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', settings.trustProxy);
  app.use(underBasePath(settings.publicUrl));
  app.use(requestLog(log));
  app.use(timeRequests(app.get(Metrics)));
  app.use(keepFromCaches);
  app.use(requireKnownHost(settings.host, settings.publicUrl));
  app.use(securityHeaders(settings.publicUrl));
  app.use(allowOtherOrigins);
  app.use(compressAnswers);
  app.use(cookieParser());
  for (const [path, parser] of BODY_PARSERS) app.use(path, parser);
  app.use(refuseUnknownFields);
  serveAssets(app);
  serveDocs(app, basePathOf(settings.publicUrl));
  answerConnectionErrors(app.getHttpServer());
  return app;
}
