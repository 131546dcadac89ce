import { Controller, Get } from '@nestjs/common';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { KEY_PREFIX } from '../http/documented-paths.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { GoodDto } from './status.dto.js';

/** The envelope of the oldest public clients: code 0 with a word means success. */
const GOOD = { c: [0, 'RT:ok'], d: {} } as const;

/**
 * The first requests of the oldest public clients: whether the service answers, and whether a key
 * is valid. They are in no documentation.
 */
@Controller()
export class HelloController {
  @Get('hello')
  @AnyoneMayCall()
  @ApiOperation({ operationId: 'readHello', summary: 'Says that the service answers, as the oldest clients ask it' })
  @ApiOkResponse({ type: GoodDto })
  hello(): GoodDto {
    return GOOD;
  }

  @ForKeys('read', 'read_post', 'agent')
  @DocumentedGet('has_key', 'time_data', [KEY_PREFIX])
  @ApiOperation({ operationId: 'checkKey', summary: 'Says whether a key is good, as the oldest clients ask it' })
  @ApiOkResponse({ type: GoodDto })
  hasKey(): GoodDto {
    return GOOD;
  }

  @ForKeys('read', 'read_post', 'agent')
  @DocumentedPost('has_key', 'time_data', [KEY_PREFIX])
  @ApiOperation({ operationId: 'checkKeyByPost', summary: 'Says whether a key is good, for clients that send a form' })
  @ApiOkResponse({ type: GoodDto })
  hasKeyByPost(): GoodDto {
    return GOOD;
  }
}
