import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { finalize, type Observable } from 'rxjs';
import { type GuardedRequest, principalOf } from '../../ground/principal.js';
import { ReportPlaces } from './report-places.js';

/**
 * Makes a report of our own pages when the account has a place for it. Pages have places of their
 * own: a program that reads slowly must not keep its user from them.
 */
@Injectable()
export class PlaceForReport implements NestInterceptor {
  constructor(private readonly places: ReportPlaces) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { userId } = principalOf(context.switchToHttp().getRequest<GuardedRequest>());
    const giveBack = await this.places.take(`pages of ${userId}`);
    return next.handle().pipe(finalize(giveBack));
  }
}
