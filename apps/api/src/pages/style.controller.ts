import { readFileSync } from 'node:fs';
import { Controller, Get, Header } from '@nestjs/common';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';

const SCRIPT = readFileSync(new URL('./passkey.js', import.meta.url), 'utf8');
const STYLE = readFileSync(new URL('./style.css', import.meta.url), 'utf8');

/** The one style sheet of all pages, and the script for passkeys. */
@Controller('pages')
export class StyleController {
  @Get('style.css')
  @AnyoneMayCall()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  read(): string {
    return STYLE;
  }

  @Get('passkey.js')
  @AnyoneMayCall()
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  readScript(): string {
    return SCRIPT;
  }
}
