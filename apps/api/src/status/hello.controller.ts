import { Controller, Get } from '@nestjs/common';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
import { Public } from '../ground/anyone-may-call.js';
import { KEY_PREFIX } from '../http/documented-paths.js';

/** The envelope of the oldest public clients: code 0 with a word is good. */
const GOOD = { c: [0, 'RT:ok'], d: {} } as const;

/** What the oldest public clients ask first: whether the service answers, and whether a key is good. In no documentation. */
@Controller()
export class HelloController {
  @Get('hello')
  @Public()
  hello() {
    return GOOD;
  }

  @DocumentedGet('has_key', 'time_data', [KEY_PREFIX])
  hasKey() {
    return GOOD;
  }

  @DocumentedPost('has_key', 'time_data', [KEY_PREFIX])
  hasKeyByPost() {
    return GOOD;
  }
}
