import { isPlainText } from '@app/domain';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { HeardDevices } from './heard-devices.js';

const LONGEST_ID = 64;

/**
 * Notes the device that an agent names as `device` in the query. What cannot be an id of a device
 * is passed over: the agent still gets its answer.
 */
@Injectable()
export class HearsDevice implements NestInterceptor {
  constructor(private readonly heard: HeardDevices) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const { device } = request.query;
    if (isId(device)) this.heard.note(principalOf(request).userId, device);
    return next.handle();
  }
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST_ID && isPlainText(value);
