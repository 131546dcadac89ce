import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { AppModule, type AppParts } from './app.module.js';
import { serveDocs } from './docs/serve-docs.js';
import { ErrorFilter } from './http/error.filter.js';
import { requireKnownHost } from './http/known-host.js';
import { BODY_PARSERS } from './http/parse-bodies.js';
import { NestLog } from './logging/nest-log.js';
import { requestLog } from './logging/request-log.js';
import { Metrics } from './status/metrics.js';

export interface AppOptions extends AppParts {
  readonly log: Logger;
}

/** The HTTP application, ready to listen. Used as it is by `main.ts` and by every end-to-end test. */
export async function createApp({ log, ...parts }: AppOptions): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(parts), {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  const { trustProxy, host, publicUrl } = parts.settings;
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustProxy);
  app.use(requestLog(log));
  app.use(app.get(Metrics).timeRequests);
  app.use(requireKnownHost(host, publicUrl));
  app.use(helmet());
  app.use(cookieParser());
  for (const [path, parser] of BODY_PARSERS) app.use(path, parser);
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
  app.useGlobalFilters(new ErrorFilter(log));
  serveDocs(app);
  return app;
}
