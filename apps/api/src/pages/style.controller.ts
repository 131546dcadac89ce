import { readFileSync } from 'node:fs';
import { Controller, Get, Header } from '@nestjs/common';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';

const STYLE = readFileSync(new URL('./style.css', import.meta.url), 'utf8');

/** The one style sheet of all pages. */
@Controller('pages')
export class StyleController {
  @Get('style.css')
  @AnyoneMayCall()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  read(): string {
    return STYLE;
  }
}
