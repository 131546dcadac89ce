import type { ApiSettings } from '@app/settings';
import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { basePathOf } from '../front/base-path.js';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { ApiError } from '../ground/api-error.js';
import { SETTINGS } from '../ground/settings.module.js';
import { ApiExcludeController } from '@nestjs/swagger';
import { webIndex } from './web-files.js';

/** Scripts, styles and calls of our own only. Nothing inline, nothing from another host. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The addresses of the application's pages. `app.tsx` has the same. */
const PAGES = [
  ...['/', 'day', 'day/:date', 'week', 'week/:date', 'month', 'month/:month', 'year', 'year/:year'],
  'range/:begin/:end',
  'history',
  ...['activities', 'activities/categories', 'activities/:begin/:end'],
  'rules',
  ...['me', 'me/security', 'me/keys', 'me/devices', 'me/applications', 'me/teams', 'me/privacy', 'me/import'],
  ...['goals', 'schedules', 'highlights', 'highlights/:month', 'offline-time', 'offline-time/:month', 'focus'],
  ...['me/reports', 'set-up', 'welcome'],
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
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  show(@Res({ passthrough: true }) response: Response): string {
    if (this.index === undefined) throw new ApiError('not_found', 'The pages are not built. Run npm run build.');
    const policy = String(response.getHeader('Content-Security-Policy') ?? '');
    const upgrade = policy.includes('upgrade-insecure-requests') ? '; upgrade-insecure-requests' : '';
    response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY + upgrade);
    return this.index;
  }
}
