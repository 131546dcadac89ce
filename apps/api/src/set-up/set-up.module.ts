import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { SetUpController } from './set-up.controller.js';
import { SetUp } from './set-up.js';

/** The first account of a server. */
@Module({ imports: [GuardsModule], controllers: [SetUpController], providers: [SetUp] })
export class SetUpModule {}
