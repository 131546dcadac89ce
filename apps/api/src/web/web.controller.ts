import type { ApiSettings } from '@app/settings';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { basePathOf } from '../front/base-path.js';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { ApiError } from '../ground/api-error.js';
import { SETTINGS } from '../ground/settings.module.js';
import { ApiExcludeController } from '@nestjs/swagger';
import { sendIndex } from './send-index.js';
import { webIndex } from './web-files.js';

/** The addresses of the application's pages. `app.tsx` has the same. */
const PAGES = [
  ...['/', 'day', 'day/:date', 'week', 'week/:date', 'month', 'month/:month', 'year', 'year/:year'],
  'range/:begin/:end',
  'history',
  ...['activities', 'activities/categories', 'activities/:begin/:end'],
  'rules',
  ...['me', 'me/security', 'me/keys', 'me/devices', 'me/applications', 'me/teams', 'me/privacy', 'me/import'],
  ...['goals', 'schedules', 'highlights', 'highlights/:month', 'offline-time', 'offline-time/:month', 'focus'],
  ...['me/reports', 'set-up', 'welcome', 'connect-agent'],
  ...['teams', 'teams/:id', 'teams/:id/:week', 'administration', 'administration/:section'],
];

/**
 * The addresses of the web application. All get the same file. It holds no data, so everyone may
 * have it.
 */
@Controller()
@AnyoneMayCall()
@ApiExcludeController()
export class WebController {
  private readonly index: string | undefined;

  constructor(@Inject(SETTINGS) { publicUrl }: Pick<ApiSettings, 'publicUrl'>) {
    this.index = webIndex(basePathOf(publicUrl));
  }

  @Get(PAGES)
  show(@Res() response: Response): void {
    if (this.index === undefined) throw new ApiError('not_found', 'The pages are not built. Run npm run build.');
    response.setHeader('Cache-Control', 'no-cache');
    sendIndex(response, this.index);
  }
}
