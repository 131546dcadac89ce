import { Module } from '@nestjs/common';
import { StyleController } from './style.controller.js';

/** The style sheet of all pages. The pages themselves are in the modules of their features. */
@Module({
  controllers: [StyleController],
})
export class PagesModule {}
